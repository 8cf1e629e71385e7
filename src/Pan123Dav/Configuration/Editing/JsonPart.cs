using System.Text.Json;

namespace Pan123Dav.Configuration.Editing;

/// <summary>A value in a JSON text: where it stands, and what is in it.</summary>
/// <param name="Kind">Start of an object or of a list, or the kind of a single value.</param>
/// <param name="Start">Its first byte.</param>
/// <param name="End">Behind its last byte.</param>
/// <param name="Members">Of an object, in their order.</param>
/// <param name="Items">Of a list, in their order.</param>
internal sealed record JsonPart(JsonTokenType Kind, int Start, int End, IReadOnlyList<JsonMember> Members, IReadOnlyList<JsonPart> Items)
{
    private static readonly JsonReaderOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public bool IsObject => Kind == JsonTokenType.StartObject;

    public bool IsList => Kind == JsonTokenType.StartArray;

    /// <summary>The value of a member, letter case aside as everywhere in a configuration; null when there is none, or more than one.</summary>
    public JsonPart? Find(string name)
    {
        var found = Members.Where(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        return found.Count == 1 ? found[0].Value : null;
    }

    /// <summary>Reads a text that may have comments and commas behind the last of a list.</summary>
    /// <param name="text">UTF-8, with or without a byte order mark.</param>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static JsonPart Parse(ReadOnlySpan<byte> text)
    {
        var mark = text.StartsWith("\uFEFF"u8) ? 3 : 0;
        var reader = new Utf8JsonReader(text[mark..], Options);
        reader.Read();
        var root = Read(ref reader, mark);
        reader.Read();
        return root;
    }

    private static JsonPart Read(ref Utf8JsonReader reader, int mark)
    {
        var (kind, start) = (reader.TokenType, (int)reader.TokenStartIndex + mark);
        var (members, items) = (new List<JsonMember>(), new List<JsonPart>());
        if (kind == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                var (name, place) = (reader.GetString()!, (int)reader.TokenStartIndex + mark);
                reader.Read();
                members.Add(new JsonMember(name, place, Read(ref reader, mark)));
            }
        }
        else if (kind == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                items.Add(Read(ref reader, mark));
            }
        }

        return new JsonPart(kind, start, (int)reader.BytesConsumed + mark, members, items);
    }
}

/// <summary>A member of an object.</summary>
/// <param name="Name">Its name, unescaped.</param>
/// <param name="Start">The first byte of its name.</param>
/// <param name="Value">Its value.</param>
internal readonly record struct JsonMember(string Name, int Start, JsonPart Value);
