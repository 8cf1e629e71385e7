using System.Text;

namespace Pan123Dav.Storage.Signing;

/// <summary>The parts of a signed URL, all ASCII, joined in one allocation.</summary>
internal readonly ref struct SignedUrlFormatter
{
    private readonly ReadOnlySpan<byte> _prefix;
    private readonly ReadOnlySpan<byte> _tail;
    private readonly ReadOnlySpan<byte> _name;
    private readonly ReadOnlySpan<byte> _authKey;

    private SignedUrlFormatter(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> tail, ReadOnlySpan<byte> name, ReadOnlySpan<byte> authKey)
    {
        _prefix = prefix;
        _tail = tail;
        _name = name;
        _authKey = authKey;
    }

    public static string Create(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> tail, ReadOnlySpan<byte> name, ReadOnlySpan<byte> authKey) =>
        string.Create(prefix.Length + tail.Length + name.Length + authKey.Length, new SignedUrlFormatter(prefix, tail, name, authKey), static (text, parts) =>
        {
            text = text[Encoding.ASCII.GetChars(parts._prefix, text)..];
            text = text[Encoding.ASCII.GetChars(parts._tail, text)..];
            text = text[Encoding.ASCII.GetChars(parts._name, text)..];
            Encoding.ASCII.GetChars(parts._authKey, text);
        });
}
