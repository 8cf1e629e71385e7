using System.Globalization;
using System.Text.Json;

namespace Pan123Dav.Commands.Import;

/// <summary>Reads values of an AList or OpenList export as they come: a number may be a text and the other way round, anything may be <c>null</c>.</summary>
internal static class ForeignValue
{
    /// <summary>A text, number or truth value as text; null for anything else, and where it is absent.</summary>
    public static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? Text(value) : null;

    /// <summary>Whether a value is true.</summary>
    public static bool Flag(JsonElement element, string name) =>
        Text(element, name) is { } text && (text.Equals("true", StringComparison.OrdinalIgnoreCase) || text == "1");

    /// <summary>A whole number, or a list of such; empty for anything else.</summary>
    public static IReadOnlyList<long> Numbers(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var value))
        {
            return [];
        }

        var texts = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(Text) : [Text(value)];
        return
        [
            .. texts.Select(text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : -1)
                .Where(number => number >= 0),
        ];
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };
}
