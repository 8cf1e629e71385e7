using System.Text.Json.Serialization;
using Pan123Dav.Storage.Remote.Http;
using Pan123Dav.Storage.Remote.Listings;

namespace Pan123Dav.Storage.WebApi;

/// <summary>A file or folder in a listing of the web interface.</summary>
internal sealed class WebFile
{
    // Above it 123's review has rejected the file.
    private const long Rejected = 100;

    public long FileId { get; set; }

    [JsonConverter(typeof(LooseTextConverter))]
    public string? FileName { get; set; }

    /// <summary>1 is a folder.</summary>
    public long Type { get; set; }

    public long Size { get; set; }

    [JsonConverter(typeof(LooseTextConverter))]
    public string? Etag { get; set; }

    [JsonConverter(typeof(LooseTextConverter))]
    public string? S3KeyFlag { get; set; }

    [JsonConverter(typeof(LooseTextConverter))]
    public string? UpdateAt { get; set; }

    public long Status { get; set; }

    [JsonConverter(typeof(LooseTextConverter))]
    public string? Trashed { get; set; }

    /// <summary>Whether it is there for its owner to see.</summary>
    [JsonIgnore]
    public bool IsShown => Status <= Rejected && Trashed is null or "" or "0" or "false";

    /// <summary>As every drive lists it.</summary>
    /// <exception cref="StorageException">No such thing can be.</exception>
    public RemoteItem ToItem(string call)
    {
        if (FileId <= 0 || Size < 0)
        {
            throw ApiErrors.Malformed(call, "lists something with a number or size that nothing can have");
        }

        var isFolder = Type == 1;
        var md5 = Etag is { Length: 32 } && Etag.All(char.IsAsciiHexDigit) ? Etag.ToLowerInvariant() : "";
        return new RemoteItem(FileId, FileName ?? "", isFolder, isFolder ? 0 : Size, isFolder ? "" : md5, S3KeyFlag ?? "", ApiTime.Parse(UpdateAt));
    }
}
