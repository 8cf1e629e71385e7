using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Pan123Dav.Emulator.Links;

namespace Pan123Dav.Emulator.Api;

/// <summary>One call, taken apart. Names are case-sensitive, as they are at 123.</summary>
internal sealed class EmulatedApiCall
{
    private const int MaxBodyBytes = 64 * 1024;

    public required EmulatorEndpoint Endpoint { get; init; }

    public required HttpContext Context { get; init; }

    /// <summary>The path as it came.</summary>
    public required string Path { get; init; }

    /// <summary>Scheme, host and port that it came to.</summary>
    public string Origin => GetOrigin(Context.Request);

    public required IReadOnlyDictionary<string, string> Query { get; init; }

    /// <summary>The JSON object of the body; undefined for a GET.</summary>
    public JsonElement Body { get; init; }

    public required ApiSwitches Switches { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>The token of the <c>Authorization</c> header, or null.</summary>
    public string? Bearer => Context.Request.Headers.Authorization.ToString() is { } header && header.StartsWith("Bearer ", StringComparison.Ordinal)
        ? header["Bearer ".Length..]
        : null;

    /// <summary>Reads the query, and the body of a POST; a body that is not JSON is an undefined one.</summary>
    public static async Task<EmulatedApiCall> ReadAsync(
        EmulatorEndpoint endpoint, HttpContext context, RequestTarget target, ApiSwitches switches, DateTimeOffset now, CancellationToken cancellation) => new()
        {
            Endpoint = endpoint,
            Context = context,
            Path = target.RawPath,
            Query = ParseQuery(target.Query),
            Body = ApiRoutes.IsPost(endpoint) ? await ReadBodyAsync(context.Request, cancellation) : default,
            Switches = switches,
            Now = now,
        };

    /// <summary>A parameter of the query or a field of the body, a number as its digits; null when it is not there.</summary>
    public string? Find(string name) => Body.ValueKind == JsonValueKind.Object
        ? Body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText()
            : null
        : Query.GetValueOrDefault(name);

    public string Text(string name) => Find(name) ?? throw ApiError.Missing(name);

    public long Number(string name) =>
        long.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw ApiError.Missing(name);

    public long? FindNumber(string name) => Find(name) is null ? null : Number(name);

    public static string GetOrigin(HttpRequest request) => $"http://{request.Host}";

    /// <summary>The parameters of a query by their names; of several of one name the last.</summary>
    public static Dictionary<string, string> ParseQuery(string query)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            parameters[Decode(parts[0])] = parts.Length > 1 ? Decode(parts[1]) : "";
        }

        return parameters;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static async Task<JsonElement> ReadBodyAsync(HttpRequest request, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        var buffer = new byte[4096];
        int read;
        while (body.Length <= MaxBodyBytes && (read = await request.Body.ReadAsync(buffer, cancellation)) > 0)
        {
            body.Write(buffer, 0, read);
        }

        try
        {
            using var json = JsonDocument.Parse(body.ToArray());
            return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
