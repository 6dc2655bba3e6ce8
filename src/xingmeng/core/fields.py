"""Columns whose content only this server reads: identifiers, answers. No other fields."""

import base64
import binascii
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from xingmeng.core import seal


class EncryptedTextField(models.TextField):
    """Text, sealed in the database and plain in the program; None and "" stay as they are.

    The context is "app.model.field", so a value copied into another column does not open.
    Where a model or field gets a new name, `context` keeps the old one.
    What an older key closed is read as before and closed by the newest key when it is saved.
    Nothing but isnull can be asked of it in a query: equal texts are never equal when sealed.

    Errors: seal.Broken on reading an altered value or one whose key is gone.
    """

    description = "Text sealed with the server's key"

    def __init__(self, *args: Any, context: str = "", **options: Any) -> None:
        self._context = context
        super().__init__(*args, **options)

    @property
    def context(self) -> str:
        """What a value of this column is bound to."""
        return self._context or f"{self.model._meta.label_lower}.{self.name}"

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, options = super().deconstruct()
        return name, path, args, options | ({"context": self._context} if self._context else {})

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        if not isinstance(text, str) or text == "":
            return text
        return base64.b64encode(seal.close(text.encode(), context=self.context)).decode("ascii")

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        if not value:
            return value
        try:
            sealed = base64.b64decode(value, validate=True)
        except (binascii.Error, ValueError) as error:
            raise seal.Broken(f"not a sealed value ({self.context})") from error
        return seal.open_(sealed, context=self.context).decode()

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def get_transform(self, lookup_name: str) -> Any:
        return None


class EncryptedJSONField(EncryptedTextField):
    """Plain JSON values, sealed in the database as `EncryptedTextField` seals text.

    What was written in the open before a column was sealed (an object or a list) is read as
    it stands, and sealed when its row is saved the next time.

    Errors: seal.Broken as there; TypeError for a value that JSON does not know.
    """

    description = "JSON sealed with the server's key"

    def get_prep_value(self, value: Any) -> Any:
        if value is None:
            return None
        return super().get_prep_value(
            json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder)
        )

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        if value is None:
            return None
        in_the_open = value[:1] in ("{", "[")
        plain = value if in_the_open else super().from_db_value(value, expression, connection)
        return json.loads(plain)

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> Any:
        return self.value_from_object(obj)
