using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Pan123Dav.Storage;

namespace Pan123Dav.Media.AListApi;

/// <summary>
/// What a call says, from the query, a form or a JSON object, as AList's clients send it. Names are compared ignoring case, null is like absent, and what
/// nobody asks for is passed over, whatever it is.
/// </summary>
internal sealed class AListRequest
{
    /// <summary>Larger bodies are read to their end, so that the answer arrives, and thrown away.</summary>
    public const int MaxBytes = 64 * 1024;

    private const int MaxDiscarded = 8 * 1024 * 1024;

    private readonly Dictionary<string, Field> _fields = new(StringComparer.OrdinalIgnoreCase);

    private AListRequest()
    {
    }

    /// <summary>Reads the query, and over it the body where there is one.</summary>
    /// <exception cref="AListException">The body is too large, or neither a form nor a JSON object.</exception>
    public static async ValueTask<AListRequest> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var call = new AListRequest();
        if (request.QueryString.HasValue)
        {
            call.AddForm(request.QueryString.Value!);
        }

        if (!HttpMethods.IsGet(request.Method))
        {
            var buffer = ArrayPool<byte>.Shared.Rent(MaxBytes);
            try
            {
                var length = await ReadBodyAsync(request.Body, buffer.AsMemory(0, MaxBytes), cancellationToken);
                call.AddBody(buffer.AsSpan(0, length), request.ContentType);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
            }
        }

        return call;
    }

    /// <summary>A text; empty when absent.</summary>
    /// <exception cref="AListException">It is something else.</exception>
    public string GetText(string name) =>
        !_fields.TryGetValue(name, out var field) ? ""
        : field.Kind is JsonTokenType.String ? field.Text
        : throw AListException.BadRequest($"{name} must be a text");

    /// <summary>A whole number of any size; beyond those of <see cref="long"/> the nearest one.</summary>
    /// <exception cref="AListException">It is something else.</exception>
    public long GetInteger(string name, long absent)
    {
        if (!_fields.TryGetValue(name, out var field) || (field.Kind is JsonTokenType.String && field.Text.Length == 0))
        {
            return absent;
        }

        var text = field.Text;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            return value;
        }

        var digits = text.AsSpan().TrimStart('-');
        return field.Kind is JsonTokenType.Number or JsonTokenType.String && digits.Length > 0
            && text.Length - digits.Length < 2 && !digits.ContainsAnyExceptInRange('0', '9')
            ? (text[0] == '-' ? long.MinValue : long.MaxValue)
            : throw AListException.BadRequest($"{name} must be a whole number");
    }

    /// <summary>A path from the drive's root; the root when absent. Backslashes are slashes, and doubled ones one.</summary>
    /// <exception cref="AListException">It leads upwards (403, as AList says), or no name can be so (as if nothing were there).</exception>
    public StoragePath GetPath(string name)
    {
        var joined = GetText(name).Replace('\\', '/');
        var path = StoragePath.Root;
        foreach (var segment in joined.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == "..")
            {
                throw new AListException(StatusCodes.Status403Forbidden, "using relative path is not allowed");
            }

            if (segment == ".")
            {
                continue;
            }

            var bytes = Encoding.UTF8.GetBytes(segment);
            path = StoragePath.IsSegment(bytes) ? path.Append(bytes) : throw AListException.NotFound();
        }

        return path;
    }

    private static async ValueTask<int> ReadBodyAsync(Stream body, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if (length < buffer.Length)
        {
            return length;
        }

        for (var discarded = 0; discarded < MaxDiscarded && await body.ReadAsync(buffer, cancellationToken) is > 0 and var read; discarded += read)
        {
        }

        throw new AListException(StatusCodes.Status413PayloadTooLarge, "the body is too large");
    }

    private void AddBody(ReadOnlySpan<byte> body, string? contentType)
    {
        // Clients that forget to say so send JSON.
        var text = body.TrimStart(" \t\r\n"u8);
        if (text.IsEmpty)
        {
            return;
        }

        if (contentType?.Contains("x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true && text[0] != (byte)'{')
        {
            AddForm(Encoding.UTF8.GetString(text));
            return;
        }

        try
        {
            AddJson(new Utf8JsonReader(text));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a text that is no UTF-8, or holds half a surrogate pair.
            throw AListException.BadRequest("the body must be a JSON object or a form");
        }
    }

    private void AddForm(string form)
    {
        foreach (var (name, values) in QueryHelpers.ParseQuery(form))
        {
            _fields[name] = new Field(JsonTokenType.String, values[^1] ?? "");
        }
    }

    private void AddJson(Utf8JsonReader json)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException();
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            json.Read();
            switch (json.TokenType)
            {
                case JsonTokenType.String:
                    _fields[name] = new Field(json.TokenType, json.GetString()!);
                    break;
                case JsonTokenType.Number:
                    _fields[name] = new Field(json.TokenType, Encoding.ASCII.GetString(json.ValueSpan));
                    break;
                case JsonTokenType.Null:
                    break;
                default:
                    _fields[name] = new Field(json.TokenType, "");
                    json.Skip();
                    break;
            }
        }

        // There is nothing behind the object.
        json.Read();
    }

    private readonly record struct Field(JsonTokenType Kind, string Text);
}
