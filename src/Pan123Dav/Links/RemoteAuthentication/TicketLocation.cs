using System.Buffers.Text;
using System.Text;
using Pan123Dav.Storage.Urls;

namespace Pan123Dav.Links.RemoteAuthentication;

/// <summary>Puts a ticket into a signed link. The signature is over the path alone, so it stays good.</summary>
internal static class TicketLocation
{
    /// <summary>What a link's length stays below for a path of ordinary length.</summary>
    private const int WishedLength = 512;

    // At least so much of a path in the drive is written, however long the link is.
    private const int MinPathRoom = 48;
    private const int StackLimit = 1024;

    /// <summary>A link of the gateway's own with its ticket.</summary>
    /// <param name="location">The signed link.</param>
    /// <param name="expires">When it ends, in Unix seconds.</param>
    /// <param name="key">Binds the ticket.</param>
    /// <param name="number">The link's number.</param>
    public static string AddOwn(string location, long expires, TicketKey key, long number)
    {
        Span<byte> ticket = stackalloc byte[Ticket.MinSize];
        var room = location.Length <= StackLimit ? stackalloc byte[StackLimit] : new byte[location.Length];
        return Insert(location, ticket[..Ticket.WriteOwn(key, number, expires, DecodePath(location, room), ticket)]);
    }

    /// <summary>A user's link with its ticket.</summary>
    /// <param name="location">The signed link.</param>
    /// <param name="expires">When it ends, in Unix seconds.</param>
    /// <param name="key">Binds the ticket.</param>
    /// <param name="content">What the ticket says.</param>
    public static string Add(string location, long expires, TicketKey key, in TicketContent content)
    {
        Span<byte> ticket = stackalloc byte[Ticket.MaxSize];
        var room = location.Length <= StackLimit ? stackalloc byte[StackLimit] : new byte[location.Length];
        var left = (WishedLength - 1 - location.Length - "&pd=".Length) * 3 / 4;
        var size = Math.Clamp(left, Ticket.UserSize + MinPathRoom, Ticket.MaxSize);
        return Insert(location, ticket[..Ticket.Write(key, content, expires, DecodePath(location, room), ticket[..size])]);
    }

    private static ReadOnlySpan<byte> DecodePath(string location, Span<byte> room)
    {
        var path = GetPath(location);
        var ascii = room[..Encoding.ASCII.GetBytes(path, room)];
        return room[..PercentEncoding.DecodeLenient(ascii, room)];
    }

    private static ReadOnlySpan<char> GetPath(ReadOnlySpan<char> location)
    {
        var start = location.IndexOf("://", StringComparison.Ordinal) + "://".Length;
        var slash = location[start..].IndexOf('/');
        var path = slash < 0 ? default : location[(start + slash)..];
        var question = path.IndexOf('?');
        return question < 0 ? path : path[..question];
    }

    private static string Insert(string location, ReadOnlySpan<byte> ticket)
    {
        Span<char> text = stackalloc char[Base64Url.GetEncodedLength(Ticket.MaxSize)];
        text = text[..Base64Url.EncodeToChars(ticket, text)];
        var question = location.IndexOf('?', StringComparison.Ordinal);

        // The first one counts, and the owner's link may have one of the same name.
        return question >= 0 && HasParameter(location.AsSpan(question + 1))
            ? string.Concat(location.AsSpan(0, question), "?pd=", text, string.Concat("&", location.AsSpan(question + 1)))
            : string.Concat(location, question < 0 ? "?pd=" : "&pd=", text);
    }

    private static bool HasParameter(ReadOnlySpan<char> query) =>
        query.StartsWith("pd=", StringComparison.Ordinal) || query.Contains("&pd=", StringComparison.Ordinal);
}
