using System.Text.Json;
using Pan123Dav.Admin.Problems;

namespace Pan123Dav.Admin.Settings;

/// <summary>Reads a JSON object of a request, strictly, and collects every mistake with the member that it is in.</summary>
internal sealed class JsonFields
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    private readonly JsonElement _object;
    private readonly string _prefix;
    private readonly List<(string Field, Func<ApiText, string> Message)> _errors;

    private JsonFields(JsonElement element, string prefix, IReadOnlyCollection<string> known, List<(string Field, Func<ApiText, string> Message)> errors)
    {
        (_object, _prefix, _errors) = (element, prefix, errors);
        foreach (var name in GetNames(element).Where(name => !known.Contains(name)))
        {
            _errors.Add((prefix + name, text => text.UnknownMember(string.Join(", ", known))));
        }
    }

    /// <summary>Reads a body.</summary>
    /// <param name="body">JSON.</param>
    /// <param name="known">The members that it may have.</param>
    /// <exception cref="ApiProblem">It is no JSON object, or has a member twice.</exception>
    public static JsonFields Parse(byte[] body, IReadOnlyCollection<string> known)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Options);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return new JsonFields(document.RootElement.Clone(), "", known, []);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Told below. The second is of two names that are no text.
        }

        throw NoJson();
    }

    public bool Has(string name) => _object.TryGetProperty(name, out _);

    public bool IsNull(string name) => _object.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Null;

    /// <summary>Null when it is left out, null, or no text.</summary>
    public string? Text(string name) =>
        Get(name, static text => text.NoText, static value => value.ValueKind == JsonValueKind.String) is { } value ? GetText(value, name) : null;

    /// <summary>Null when it is left out, null, or neither true nor false.</summary>
    public bool? Boolean(string name) =>
        Get(name, static text => text.NoBoolean, static value => value.ValueKind is JsonValueKind.True or JsonValueKind.False)?.GetBoolean();

    /// <summary>Null when it is left out, null, or no whole number from 0 on.</summary>
    public long? Number(string name) => Get(
        name,
        static text => text.NoNumber,
        static value => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= 0)?.GetInt64();

    /// <summary>Null when they are left out, null, or no list of texts.</summary>
    public IReadOnlyList<string>? Texts(string name) => Get(name, static text => text.NoTexts, static value => value.ValueKind == JsonValueKind.Array
        && value.EnumerateArray().All(static item => item.ValueKind == JsonValueKind.String)) is { } list
            ? [.. list.EnumerateArray().Select(item => GetText(item, name) ?? "")]
            : null;

    /// <summary>Null when it is left out, null, or no object.</summary>
    public JsonFields? Section(string name, IReadOnlyCollection<string> known) =>
        Get(name, static text => text.NoObject, static value => value.ValueKind == JsonValueKind.Object) is { } section
            ? new JsonFields(section, $"{_prefix}{name}.", known, _errors)
            : null;

    /// <summary>A list of objects; null when it is left out, null, or none.</summary>
    public IReadOnlyList<JsonFields>? Sections(string name, IReadOnlyCollection<string> known) => Get(
        name, static text => text.NoObjects, static value => value.ValueKind == JsonValueKind.Array
            && value.EnumerateArray().All(static item => item.ValueKind == JsonValueKind.Object)) is { } list
                ? [.. list.EnumerateArray().Select(
                    (item, index) => new JsonFields(item, FormattableString.Invariant($"{_prefix}{name}[{index}]."), known, _errors))]
                : null;

    public void AddError(string name, Func<ApiText, string> message) => _errors.Add((_prefix + name, message));

    /// <exception cref="ApiProblem">There was a mistake.</exception>
    public void ThrowOnErrors()
    {
        if (_errors.Count > 0)
        {
            throw new ApiProblem(StatusCodes.Status422UnprocessableEntity, "settings", static text => text.SettingsWrong)
            {
                FieldErrors = text =>
                    [.. _errors.Select(error => new FieldError { Key = error.Field, Field = GetField(error.Field), Message = error.Message(text) })],
            };
        }
    }

    private static string GetField(string path) => path[..(path.IndexOfAny(['.', '[']) is var end and >= 0 ? end : path.Length)];

    // Half a surrogate pair is JSON by its grammar (RFC 8259, 8.2), and no text.
    private static List<string> GetNames(JsonElement element)
    {
        try
        {
            return [.. element.EnumerateObject().Select(static member => member.Name)];
        }
        catch (InvalidOperationException)
        {
            throw NoJson();
        }
    }

    private static ApiProblem NoJson() => new(StatusCodes.Status400BadRequest, "json", static text => text.NoJson);

    private JsonElement? Get(string name, Func<ApiText, string> message, Predicate<JsonElement> isRight)
    {
        if (!_object.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (isRight(value))
        {
            return value;
        }

        AddError(name, message);
        return null;
    }

    // Half of a surrogate pair is JSON, and no text.
    private string? GetText(JsonElement value, string name)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            AddError(name, static text => text.NoText);
            return null;
        }
    }
}
