"""The characters that each line reader knows, in the order of its classes."""

import unicodedata

MRZ = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<"

LATIN = (
    " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz|~"
    "¡£§«°·»¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ"
    "ĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĖėĘęĚěĞğĠġĢģĦħĨĩĪīĮįİıĶķĹĺĻļĽľŁłŃńŅņŇňŊŋŌōŐőŒœŔŕŘřŚśŞşŠšŤťŨũŪūŮůŰűŲųŴŵŶŷŸŹźŻżŽž"
    "ȘșȚț€№ẞ"
)

THAI = (
    " \"'()+,-./0123456789:ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    + "".join(map(chr, range(0x0E01, 0x0E3B)))
    + "".join(map(chr, range(0x0E3F, 0x0E5C)))
)

# Signs that no drawing of a line tells apart are one class; grammar or the template chooses later.
SAME = str.maketrans(
    {"Ð": "Đ", "ª": "°", "º": "°", "˚": "°", "–": "-", "—": "-", "−": "-", "‐": "-", "’": "'", "‘": "'", "`": "'",
     "´": "'", "“": '"', "”": '"', "„": '"', "•": "·", "\u00a0": " ", "Ţ": "Ț", "ţ": "ț", "¦": "|"}
)


def fold(text: str, alphabet: str) -> str | None:
    """The text in the classes of an alphabet, or None where it holds a character outside them."""
    folded = unicodedata.normalize("NFC", text).translate(SAME)
    folded = " ".join(folded.split())
    return folded if all(character in alphabet for character in folded) else None
