using System.Text;
using CsCheck;
using Pan123Dav.Links.RemoteAuthentication;
using Pan123Dav.Storage;

namespace Pan123Dav.Tests.RemoteAuthentication;

public sealed class TicketTests
{
    private const long Expires = 1_800_000_000;

    private static readonly TicketKey Key = TicketKey.Create();

    private static readonly Gen<string> Segment = Gen.OneOf(Gens.Of("films", "第 1 集.mkv", "a b", "100%", "é", "🎬.mkv", "x"),
        Gen.String[Gen.Char.AlphaNumeric, 1, 60]);
    private static readonly Gen<string> Path = Segment.Array[1, 8].Select(segments => "/" + string.Join('/', segments));

    private static readonly Gen<(string Drive, string Link, long Charge, bool IsApiToken)> Links = Gen.Select(
        Path, Path, Gen.Int[0, 3], Gen.Long[0, long.MaxValue], Gen.Bool,
        (drive, link, kind, charge, isApiToken) =>
            (drive, kind switch { 0 => link, 1 => "/13" + drive, 2 => drive, _ => "/13" + link + drive }, charge, isApiToken));

    [Fact]
    public void Ticket_AnyContent_IsReadAsItWasWritten() => Links.Sample(
        sample =>
        {
            var (path, link) = (Parse(sample.Drive), Encoding.UTF8.GetBytes(sample.Link));
            var credential = sample.IsApiToken ? LinkCredential.ApiToken : LinkCredential.Password;
            Span<byte> bytes = stackalloc byte[Ticket.MaxSize];
            bytes = bytes[..Ticket.Write(Key, new TicketContent(123_456_789_012, 77, 88, credential, sample.Charge, path), Expires, link, bytes)];

            Assert.True(Ticket.TryRead(Key, bytes, Expires, link, out var ticket));
            Assert.Equal((123_456_789_012, 77UL, 88U, credential, false), (ticket.Number, ticket.User, ticket.Generation, ticket.Credential, ticket.IsOwn));
            Assert.Equal(path, ticket.GetPath(link));
            Assert.InRange(ticket.Charge, sample.Charge, sample.Charge > long.MaxValue / 2 ? long.MaxValue : sample.Charge + (sample.Charge / 500) + 1);
        },
        iter: 5_000);

    [Fact]
    public void Ticket_ChangedAnywhere_IsNone() => Gen.Select(Path, Gen.Int[0, 1000], Gen.Byte[1, 255]).Sample(
        (path, at, change) =>
        {
            var link = Encoding.UTF8.GetBytes("/13" + path);
            Span<byte> bytes = stackalloc byte[Ticket.MaxSize];
            bytes = bytes[..Ticket.Write(Key, new TicketContent(1, 2, 3, LinkCredential.Password, 4, Parse(path)), Expires, link, bytes)];
            Assert.False(Ticket.TryRead(Key, bytes, Expires + 1, link, out _));
            Assert.False(Ticket.TryRead(Key, bytes, Expires, link.AsSpan(0, link.Length - 1), out _));
            Assert.False(Ticket.TryRead(TicketKey.Create(), bytes, Expires, link, out _));
            Assert.False(Ticket.TryRead(Key, bytes[..^1], Expires, link, out _));

            bytes[at % bytes.Length] ^= change;
            Assert.False(Ticket.TryRead(Key, bytes, Expires, link, out _));
        },
        iter: 2_000);

    [Fact]
    public void Ticket_AnyBytes_AreNone() => Gen.Byte.Array[0, 200].Sample(
        bytes => Assert.False(Ticket.TryRead(Key, bytes, Expires, "/13/a"u8, out _)), iter: 20_000);

    [Fact]
    public void Ticket_PathThatIsTooLong_SaysWhereItBegins() => Links.Sample(
        sample =>
        {
            var (path, link) = (Parse("/films and more" + sample.Drive + sample.Drive), Encoding.UTF8.GetBytes(sample.Link));
            Span<byte> bytes = stackalloc byte[Ticket.UserSize + 48];
            bytes = bytes[..Ticket.Write(Key, new TicketContent(1, 2, 3, LinkCredential.Password, 4, path), Expires, link, bytes)];

            Assert.True(Ticket.TryRead(Key, bytes, Expires, link, out var ticket));
            Assert.True(path.TryRelativeTo(ticket.GetPath(link), out _));
            Assert.False(ticket.GetPath(link).IsRoot);
        },
        iter: 2_000);

    [Fact]
    public void Own_Ticket_SaysNothingButItsNumber()
    {
        Span<byte> bytes = stackalloc byte[Ticket.MinSize];
        Assert.Equal(Ticket.MinSize, Ticket.WriteOwn(Key, 42, Expires, "/13/a"u8, bytes));

        Assert.True(Ticket.TryRead(Key, bytes, Expires, "/13/a"u8, out var ticket));
        Assert.Equal((42, true), (ticket.Number, ticket.IsOwn));
        Assert.False(Ticket.TryRead(Key, bytes, Expires, "/13/b"u8, out _));
    }

    [Fact]
    public void Location_OfAnyLink_KeepsItsSignatureAndHasTheTicketFirst() => Gen.Select(Path, Gens.Of("", "?pd=x", "?a=1&pd=x&b=2", "?x=1")).Sample(
        (path, query) =>
        {
            var link =
                $"https://h.example/13{Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal)}{query}"
                + $"{(query.Length > 0 ? "&" : "?")}auth_key=1-2-3-4";
            var location = TicketLocation.Add(link, Expires, Key, new TicketContent(1, 2, 3, LinkCredential.Password, 4, Parse(path)));
            var request = $"remote_addr=1.2.3.4&request_uri={location["https://h.example".Length..]}";

            Assert.True(RemoteAuthRequest.TryParse(Encoding.ASCII.GetBytes(request), new byte[request.Length], out var parsed));
            Assert.Equal("1-2-3-4"u8, parsed.AuthKey);
            Assert.True(Ticket.TryRead(Key, System.Buffers.Text.Base64Url.DecodeFromUtf8(parsed.Ticket), Expires, Encoding.UTF8.GetBytes("/13" + path), out _));
        },
        iter: 1_000);

    [Fact]
    public void Key_InAFolder_IsTheSameNextTimeAndReplacedWhenItIsNone()
    {
        var folder = Directory.CreateTempSubdirectory("pan123dav-test-");
        try
        {
            var (first, second) = (new byte[16], new byte[16]);
            TicketKey.ReadOrCreate(folder.FullName).Sign("x"u8, first);
            TicketKey.TryRead(folder.FullName)!.Sign("x"u8, second);
            Assert.Equal(first, second);

            File.WriteAllText(System.IO.Path.Combine(folder.FullName, TicketKey.FileName), "short");
            Assert.Null(TicketKey.TryRead(folder.FullName));
            TicketKey.ReadOrCreate(folder.FullName).Sign("x"u8, second);
            Assert.NotEqual(first, second);
            Assert.Equal(32, new FileInfo(System.IO.Path.Combine(folder.FullName, TicketKey.FileName)).Length);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static StoragePath Parse(string path) => StoragePath.TryParse(path, out var parsed) ? parsed : throw new FormatException(path);
}
