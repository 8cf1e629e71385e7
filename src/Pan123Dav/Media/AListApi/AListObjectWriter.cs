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

    private readonly ArrayBufferWriter<byte> _path = new();
    private readonly byte[] _sign = new byte[PathSignature.MaxLength];
    private readonly byte[] _unknownModified = Format(options.UnknownModified);

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
        json.WriteString("name"u8, entry.Name.IsEmpty ? "root"u8 : entry.Name);
        json.WriteNumber("size"u8, entry.Length ?? 0);
        json.WriteBoolean("is_dir"u8, entry.IsCollection);
        WriteModified("modified"u8, entry);
        WriteModified("created"u8, entry);
        json.WriteString("sign"u8, entry.IsCollection ? default : GetSign(parent, entry.Name));
        json.WriteString("thumb"u8, ""u8);
        json.WriteNumber("type"u8, entry.IsCollection ? AListFileTypes.Folder : AListFileTypes.Get(entry.Name));
        WriteHash(entry);
    }

    /// <summary>Writes an entry's time.</summary>
    public void WriteModified(ReadOnlySpan<byte> name, in StorageEntry entry)
    {
        if (entry.Modified is { } seconds)
        {
            Span<byte> time = stackalloc byte[HttpDateFormat.Rfc3339Length];
            HttpDateFormat.WriteRfc3339(HttpDateFormat.FromUnixSeconds(seconds), time);
            json.WriteString(name, time);
        }
        else
        {
            json.WriteString(name, _unknownModified);
        }
    }

    private static byte[] Format(DateTime moment)
    {
        var text = new byte[HttpDateFormat.Rfc3339Length];
        HttpDateFormat.WriteRfc3339(moment, text);
        return text;
    }

    private ReadOnlySpan<byte> GetSign(StoragePath parent, ReadOnlySpan<byte> name)
    {
        _path.ResetWrittenCount();
        _path.Write(parent.Utf8);
        _path.Write(parent.IsRoot ? default : "/"u8);
        _path.Write(Ascii.IsValid(name) ? name : NormalizationFormC.Normalize(name));
        return _sign.AsSpan(0, PathSignature.Write(token.Key, _path.WrittenSpan, 0, _sign));
    }

    private void WriteHash(in StorageEntry entry)
    {
        // The first is the JSON text of the second.
        if (entry is { IsCollection: false, ContentHash: { Length: Md5Length } md5 })
        {
            json.WriteString("hashinfo"u8, $$"""{"md5":"{{md5}}"}""");
            json.WriteStartObject("hash_info"u8);
            json.WriteString("md5"u8, md5);
            json.WriteEndObject();
        }
        else
        {
            json.WriteString("hashinfo"u8, "null"u8);
            json.WriteNull("hash_info"u8);
        }
    }
}
