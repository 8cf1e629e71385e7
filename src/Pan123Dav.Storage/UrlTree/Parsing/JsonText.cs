using System.Text.Json;

namespace Pan123Dav.Storage.UrlTree.Parsing;

/// <summary>Tells JSON from a tree text, whose names may begin with any bracket.</summary>
internal static class JsonText
{
    private static readonly JsonReaderOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Whether <paramref name="text"/> begins as an object with a member or a list of such, or is laid out like one.</summary>
    public static bool IsAtStart(ReadOnlySpan<byte> text)
    {
        var start = text.IndexOfAnyExcept(" \t\r\n"u8);
        if (start < 0 || text[start] is not ((byte)'{' or (byte)'[' or (byte)'/'))
        {
            return false;
        }

        // As an owner formats it, with a slip further down; no line of a tree is a bracket alone.
        var rest = text[(start + 1)..];
        if (text[start] != (byte)'/' && rest.TrimStart(" \t\r"u8) is [(byte)'\n', ..])
        {
            return true;
        }

        var reader = new Utf8JsonReader(text, isFinalBlock: false, new JsonReaderState(Options));
        try
        {
            var hasToken = reader.Read();
            hasToken &= reader.TokenType != JsonTokenType.StartArray || reader.Read();
            return hasToken && reader.TokenType == JsonTokenType.StartObject
                && reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
