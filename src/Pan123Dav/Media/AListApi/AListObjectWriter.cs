using System.Buffers;
using System.Text;
using System.Text.Json;
using Pan123Dav.Authentication.Tokens;
using Pan123Dav.Http;
using Pan123Dav.Links;
using Pan123Dav.Storage;

namespace Pan123Dav.Media.AListApi;

/// <summary>
/// Writes files and folders as AList shows them. Every field is there and every text is one: clients model them so. Times are UTC with a <c>Z</c> and without
/// fraction, which one of them demands. A size that nobody knows is 0, as with AList.
/// </summary>
/// <param name="json">Where it writes.</param>
/// <param name="token">What files are signed with, without expiry: clients keep the signature in a library.</param>
/// <param name="options">The time of what has none.</param>
internal sealed class AListObjectWriter(Utf8JsonWriter json, ApiToken token, AListApiOptions options)
{
    private const int Md5Length = 32;

    private static readonly JsonEncodedText Name = JsonEncodedText.Encode("name");
    private static readonly JsonEncodedText Size = JsonEncodedText.Encode("size");
    private static readonly JsonEncodedText IsFolder = JsonEncodedText.Encode("is_dir");
    private static readonly JsonEncodedText Modified = JsonEncodedText.Encode("modified");
    private static readonly JsonEncodedText HashInfo = JsonEncodedText.Encode("hashinfo");
    private static readonly JsonEncodedText HashObject = JsonEncodedText.Encode("hash_info");

    private readonly byte[] _rest = new byte[(2 * HttpDateFormat.Rfc3339Length) + PathSignature.MaxLength + 128];
    private readonly ArrayBufferWriter<byte> _path = new();
    private readonly byte[] _sign = new byte[PathSignature.MaxLength];

    /// <summary>An object of its own.</summary>
    /// <param name="parent">Where the entry stands.</param>
    /// <param name="entry">The entry.</param>
    public void Write(StoragePath parent, in StorageEntry entry)
    {
        json.WriteStartObject();
        WriteFields(parent, entry);
        json.WriteEndObject();
    }

    /// <summary>The fields of an object that the caller begins and ends.</summary>
    public void WriteFields(StoragePath parent, in StorageEntry entry)
    {
        var row = entry.Read();
        json.WriteString(Name, row.Name.IsEmpty ? "root"u8 : row.Name);
        json.WriteNumber(Size, row.Length ?? 0);
        json.WriteBoolean(IsFolder, row.IsCollection);

        // What holds nothing to escape is one value to the writer: of the time of a row its calls are more than half.
        json.WritePropertyName(Modified);
        json.WriteRawValue(GetRest(row, row.IsCollection ? default : GetSign(parent, row.Name)), skipInputValidation: true);
        WriteHash(entry);
    }

    /// <summary>Writes an entry's time.</summary>
    public void WriteModified(in StorageEntry entry)
    {
        Span<byte> time = stackalloc byte[HttpDateFormat.Rfc3339Length];
        WriteTime(entry.Modified, time);
        json.WriteString(Modified, time);
    }

    private void WriteTime(long? seconds, Span<byte> destination) =>
        HttpDateFormat.WriteRfc3339(seconds is { } known ? HttpDateFormat.FromUnixSeconds(known) : options.UnknownModified, destination);

    private ReadOnlySpan<byte> GetSign(StoragePath parent, ReadOnlySpan<byte> name)
    {
        _path.ResetWrittenCount();
        _path.Write(parent.Utf8);
        _path.Write(parent.IsRoot ? default : "/"u8);
        _path.Write(Ascii.IsValid(name) ? name : NormalizationFormC.Normalize(name));
        return _sign.AsSpan(0, PathSignature.Write(token.Key, _path.WrittenSpan, 0, _sign));
    }

    // From the value of "modified" to the type.
    private ReadOnlySpan<byte> GetRest(in EntryRow row, ReadOnlySpan<byte> sign)
    {
        var rest = _rest.AsSpan();
        rest[0] = (byte)'"';
        var time = rest.Slice(1, HttpDateFormat.Rfc3339Length);
        WriteTime(row.Modified, time);
        var length = 1 + time.Length;
        Append(rest, ref length, "\",\"created\":\""u8);
        Append(rest, ref length, time);
        Append(rest, ref length, "\",\"sign\":\""u8);
        Append(rest, ref length, sign);
        Append(rest, ref length, "\",\"thumb\":\"\",\"type\":"u8);
        rest[length++] = (byte)('0' + (row.IsCollection ? AListFileTypes.Folder : AListFileTypes.Get(row.Name)));
        return rest[..length];

        static void Append(Span<byte> rest, ref int length, ReadOnlySpan<byte> text)
        {
            text.CopyTo(rest[length..]);
            length += text.Length;
        }
    }

    private void WriteHash(in StorageEntry entry)
    {
        // The first is the JSON text of the second.
        if (entry is { IsCollection: false, ContentHash: { Length: Md5Length } md5 })
        {
            json.WriteString(HashInfo, $$"""{"md5":"{{md5}}"}""");
            json.WriteStartObject(HashObject);
            json.WriteString("md5"u8, md5);
            json.WriteEndObject();
        }
        else
        {
            json.WritePropertyName(HashInfo);
            json.WriteRawValue("\"null\",\"hash_info\":null"u8, skipInputValidation: true);
        }
    }
}
