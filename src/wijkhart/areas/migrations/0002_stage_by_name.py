import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Staged figures name their area and source. The table only holds what an import is bringing in: it starts empty."""

    dependencies = [("areas", "0001_initial")]

    operations = [
        migrations.DeleteModel("StagedFigure"),
        migrations.CreateModel(
            name="StagedFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("batch", models.UUIDField(db_index=True)),
                ("staged_on", models.DateField(auto_now_add=True)),
                ("code", models.CharField(max_length=10)),
                ("since", models.DateField(help_text="From when this version of the area holds.")),
                ("source", models.SlugField(db_index=False, max_length=60)),
                ("period", models.PositiveSmallIntegerField()),
                ("value", models.FloatField(null=True)),
                ("missing", models.CharField(default="", max_length=14)),
                ("estimate", models.BooleanField(default=False)),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="areas.measure"
                    ),
                ),
            ],
        ),
    ]
