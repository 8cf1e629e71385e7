using System.Text.Json;

namespace Pan123Dav.Storage.UrlTree;

/// <summary>Tells JSON from a tree text, whose names may begin with any bracket.</summary>
internal static class JsonText
{
    private static readonly JsonReaderOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Whether <paramref name="text"/> begins as an object with a member, or as a list of such.</summary>
    public static bool IsAtStart(ReadOnlySpan<byte> text)
    {
        var start = text.IndexOfAnyExcept(" \t\r\n"u8);
        if (start < 0 || text[start] is not ((byte)'{' or (byte)'[' or (byte)'/'))
        {
            return false;
        }

        var reader = new Utf8JsonReader(text, isFinalBlock: false, new JsonReaderState(Options));
        try
        {
            var hasToken = reader.Read();
            hasToken &= reader.TokenType != JsonTokenType.StartArray || reader.Read();
            return hasToken && reader.TokenType == JsonTokenType.StartObject && reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
