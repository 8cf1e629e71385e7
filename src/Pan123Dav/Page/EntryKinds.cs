using Pan123Dav.Http;
using Pan123Dav.Storage;

namespace Pan123Dav.Page;

/// <summary>What a row's icon shows and what a click on it does; the letter is the row's class.</summary>
internal enum EntryKind : byte
{
    Folder = (byte)'d',
    Video = (byte)'v',
    Audio = (byte)'a',
    Image = (byte)'i',
    Text = (byte)'t',
    Pdf = (byte)'p',
    Archive = (byte)'z',
    Other = (byte)'o',
}

/// <summary>Tells kinds by content types, which go by names.</summary>
internal static class EntryKinds
{
    public static EntryKind Get(in EntryRow row)
    {
        if (row.IsCollection)
        {
            return EntryKind.Folder;
        }

        ReadOnlySpan<byte> type = ContentTypes.Get(row.Name);
        return type[0] switch
        {
            (byte)'v' => EntryKind.Video,
            (byte)'i' => EntryKind.Image,
            (byte)'t' => EntryKind.Text,
            (byte)'a' when type.StartsWith("audio/"u8) => EntryKind.Audio,
            _ => GetApplication(type),
        };
    }

    private static EntryKind GetApplication(ReadOnlySpan<byte> type)
    {
        if (TextTypes.Contains(type))
        {
            return EntryKind.Text;
        }

        return type.StartsWith("application/vnd.rn-realmedia"u8) ? EntryKind.Video
            : type.SequenceEqual("application/pdf"u8) ? EntryKind.Pdf
            : type.IndexOf("zip"u8) >= 0 || type.IndexOf("rar"u8) >= 0 || type.IndexOf("compressed"u8) >= 0 || type.EndsWith("tar"u8) ? EntryKind.Archive
            : EntryKind.Other;
    }
}
