"""The directory as HSDS 3.1 and Open Referral UK 3.0, `/api/hsds/`: open data, read only, no key.

The documents are made in `wijkhart.directory.hsds`; here stand the addresses, what may be asked, and the pages.
"""
