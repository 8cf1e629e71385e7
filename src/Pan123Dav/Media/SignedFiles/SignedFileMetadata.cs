using Pan123Dav.Links;

namespace Pan123Dav.Media.SignedFiles;

/// <summary>Marks the endpoints of files that a signature lets in. Their links are paid for once for a user and file, whatever address asks.</summary>
internal sealed class SignedFileMetadata : IPaidOncePerFile
{
    public static readonly SignedFileMetadata Instance = new();

    private SignedFileMetadata()
    {
    }
}
