using System.Buffers;
using System.Text;
using Pan123Dav.Storage.Entries;

namespace Pan123Dav.Storage.UrlTree.Parsing;

/// <summary>Why a text cannot be a name, and what to write instead.</summary>
internal sealed record NameError(string Code, string Message, int Offset)
{
    /// <summary>What is wrong with <paramref name="name"/>, which is well-formed UTF-8; null when nothing is.</summary>
    public static NameError? Find(ReadOnlySpan<byte> name)
    {
        if (IsPlainly(name))
        {
            return null;
        }

        if (RawLine.IsBlank(name))
        {
            return new NameError("empty-name", "The name is empty. Write one before the colon.", 0);
        }

        if (StoragePath.IsSegment(name))
        {
            return null;
        }

        if (name.SequenceEqual("."u8) || name.SequenceEqual(".."u8))
        {
            return new NameError("dot-name", "'.' and '..' are no names. Write another one.", 0);
        }

        var at = 0;
        while (at < name.Length && Rune.DecodeFromUtf8(name[at..], out var rune, out var consumed) == OperationStatus.Done)
        {
            if (rune.Value == '/')
            {
                return new NameError("name-character", "A name holds no '/'. Write a folder on a line of its own, or another character.", at);
            }

            if (Rune.IsControl(rune))
            {
                return new NameError("name-character", $"A name holds no control character (U+{rune.Value:X4}). Take it out.", at);
            }

            at += consumed;
        }

        return new NameError("name-character", "The name is not UTF-8.", at);
    }

    // Most names: nothing in them is doubtful, and they are no dots.
    private static bool IsPlainly(ReadOnlySpan<byte> name) =>
        name.Length > 2 && name[0] is > (byte)' ' and not 0x7F
        && (NameTraitTable.Get(name) & (NameTraits.Forbidden | NameTraits.Unknown)) == 0;
}
