using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace Pan123Dav.Authentication;

/// <summary>
/// The credentials of RFC 7617 in an Authorization header. Clients write them in UTF-8 (curl, rclone) or in ISO-8859-1 (Windows' WebDAV client, OkHttp),
/// and the bytes alone do not always tell which, so there may be two readings to try.
/// </summary>
internal sealed class BasicCredentials
{
    /// <summary>The longest header value that is looked at, in characters.</summary>
    public const int MaxLength = 8192;

    private const string Scheme = "Basic";

    private BasicCredentials(string authorization, DecodedCredentials[] readings)
    {
        Authorization = authorization;
        Readings = readings;
    }

    /// <summary>The header value they were read from.</summary>
    public string Authorization { get; }

    /// <summary>One or two readings, the likelier first.</summary>
    public IReadOnlyList<DecodedCredentials> Readings { get; }

    /// <summary>Whether a header value is of the Basic scheme, well-formed or not.</summary>
    public static bool IsBasic(string? authorization) =>
        authorization is not null
        && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && (authorization.Length == Scheme.Length || authorization[Scheme.Length] is ' ' or '\t');

    /// <summary>Reads a header value for which <see cref="IsBasic"/> holds, or says what is wrong with it without repeating any of it.</summary>
    public static bool TryRead(string authorization, [NotNullWhen(true)] out BasicCredentials? credentials, [NotNullWhen(false)] out string? problem)
    {
        credentials = null;
        problem = null;
        if (authorization.Length > MaxLength)
        {
            problem = "they are too long";
            return false;
        }

        var token = authorization.AsSpan(Scheme.Length).Trim(" \t");
        var buffer = ArrayPool<byte>.Shared.Rent(Base64.GetMaxDecodedFromUtf8Length(token.Length));
        try
        {
            // A token68 has no white space in it, which the framework's decoder would skip.
            if (token.ContainsAny(" \t\r\n") || !Convert.TryFromBase64Chars(token, buffer, out var length))
            {
                problem = "they are not base64";
            }
            else if (Read(buffer.AsSpan(0, length), ref problem) is { } readings)
            {
                credentials = new BasicCredentials(authorization, readings);
            }

            return credentials is not null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static DecodedCredentials[]? Read(ReadOnlySpan<byte> bytes, ref string? problem)
    {
        var colon = bytes.IndexOf((byte)':');
        if (colon < 0)
        {
            problem = "there is no colon between user name and password";
            return null;
        }

        var isAscii = Ascii.IsValid(bytes);
        DecodedCredentials?[] readings =
        [
            Utf8.IsValid(bytes) ? Read(bytes, colon, Encoding.UTF8) : null,
            isAscii ? null : Read(bytes, colon, Encoding.Latin1),
        ];
        if (readings is [null, null])
        {
            problem = "they hold a control character";
            return null;
        }

        return [.. readings.OfType<DecodedCredentials>()];
    }

    private static DecodedCredentials? Read(ReadOnlySpan<byte> bytes, int colon, Encoding encoding)
    {
        var name = encoding.GetString(bytes[..colon]);
        var password = encoding.GetString(bytes[(colon + 1)..]);
        return name.Any(char.IsControl) || password.Any(char.IsControl) ? null : new DecodedCredentials(name, password);
    }
}

/// <summary>User name and password as one character encoding reads them. Not a record: it must not print itself.</summary>
internal readonly struct DecodedCredentials(string name, string password)
{
    public string Name { get; } = name;

    public string Password { get; } = password;
}
