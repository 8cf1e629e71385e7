using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pan123Dav.Configuration.Editing;

/// <summary>Values as JSON, readable: other letters than ASCII stay.</summary>
internal static class JsonText
{
    public static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    public static string Write(bool value) => value ? "true" : "false";

    public static string Write(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Write(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Quote))}]";

    /// <summary>An object on one line.</summary>
    public static string Write(IEnumerable<(string Name, string Json)> members)
    {
        var parts = members.Select(member => $"{Quote(member.Name)}: {member.Json}").ToList();
        return parts.Count == 0 ? "{}" : $"{{ {string.Join(", ", parts)} }}";
    }
}
