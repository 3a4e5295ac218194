"""Every training method, by id. One more is one more file and one more name here."""

from luthier.training.methods import lora

METHODS = {method.id: method for method in (lora.METHOD,)}
