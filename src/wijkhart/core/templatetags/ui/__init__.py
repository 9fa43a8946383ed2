"""`{% load ui %}`: the components and filters of every page. The page `/patronen/` shows each of them."""

from django.template import Library

from wijkhart.core.templatetags.ui import blocks, filters, forms, lists, parts

register = Library()

register.simple_block_tag(blocks.alert)
register.simple_block_tag(blocks.card)
register.simple_block_tag(blocks.breadcrumbs)
register.simple_block_tag(blocks.scroll)
register.simple_block_tag(lists.list_table, takes_context=True)

register.simple_tag(parts.badge)
register.simple_tag(parts.crumb)
register.simple_tag(parts.icon)
register.simple_tag(parts.empty)
register.simple_tag(parts.button_link)

register.simple_tag(forms.form, takes_context=True)
register.simple_tag(forms.filter_form, takes_context=True)
register.simple_tag(forms.error_summary)
register.simple_tag(forms.field)

register.simple_tag(lists.pagination, takes_context=True)
register.simple_tag(lists.sort_link, takes_context=True)
register.simple_tag(lists.sort_state)
register.simple_tag(lists.export_links, takes_context=True)

register.filter(filters.number)
register.filter(filters.percent)
register.filter(filters.euro)
register.filter(filters.distance)
register.filter(filters.weekday)
register.filter(filters.day)
register.filter(filters.moment)
register.filter(filters.clock)
register.filter(filters.unknown)
