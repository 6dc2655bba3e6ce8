"""Django and its database, for the commands that need them."""

from xingmeng.cli.answer import BadInput


def ready_django() -> None:
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as fault:
        raise BadInput(f"设置有误：{fault}", f"Wrong settings: {fault}") from fault


def made_database() -> None:
    """Django, with a database that was made before. Errors: BadInput if it was not."""
    ready_django()
    if "core_trailhead" in table_names():
        return
    raise BadInput(
        "数据库还没有建好，请先运行 xingmeng migrate。",
        "The database has not been made; run xingmeng migrate first.",
    )


def table_names() -> list[str]:
    """The tables of the database. Errors: BadInput if there is no reaching it."""
    from django.db import DatabaseError, connection

    try:
        return connection.introspection.table_names()
    except DatabaseError as fault:
        said = " ".join(str(fault).split())
        raise BadInput(f"连不上数据库：{said}", f"No such database: {said}") from fault


def ready_tables() -> None:
    """The tables as this version has them, with nothing put in. Errors: BadInput."""
    from django.core.management import call_command

    table_names()
    call_command("migrate", verbosity=0)


def ready_database() -> None:
    """The tables, with what the files of the house say put on record. Errors: BadInput."""
    ready_tables()

    from xingmeng.stages.exchange import actions as exchange
    from xingmeng.stages.indicators import actions as indicators
    from xingmeng.stages.policy import actions as policy
    from xingmeng.stages.registry import actions as registry

    registry.load_reference()
    exchange.load_chains()
    policy.load_law()
    indicators.load_published()
