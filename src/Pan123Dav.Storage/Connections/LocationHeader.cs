using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Pan123Dav.Storage.Connections;

/// <summary>The <c>Location</c> of an answer (RFC 9110, 10.2.2), which servers also send as raw bytes that are not ASCII.</summary>
public static class LocationHeader
{
    /// <summary>
    /// For <see cref="SocketsHttpHandler.ResponseHeaderEncodingSelector"/>. Left to itself the handler reads UTF-8 as such and all else as Latin-1, and
    /// nobody can tell which bytes there were.
    /// </summary>
    public static Encoding? SelectEncoding(string name, HttpRequestMessage request) => name == "Location" ? Encoding.Latin1 : null;

    /// <summary>Where a redirect leads, with bytes that are no UTF-8 percent-encoded; null when there is none, or more than one.</summary>
    public static string? Read(HttpResponseMessage response)
    {
        if (!response.Headers.NonValidated.TryGetValues("Location", out var values) || values.Count != 1)
        {
            return null;
        }

        var bytes = Encoding.Latin1.GetBytes(values.ToString());
        return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : string.Concat(bytes.Select(Escape));
    }

    private static string Escape(byte one) => one < 0x80 ? ((char)one).ToString() : string.Create(CultureInfo.InvariantCulture, $"%{one:X2}");
}
