using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Xml;
using Pan123Dav.Storage.Remote.Http;
using Pan123Dav.Storage.Remote.Listings;

namespace Pan123Dav.Storage.WebDav;

/// <summary>Reads folders by PROPFIND, one level at a time: <c>Depth: infinity</c> finds nothing at 123, and is refused or endless elsewhere.</summary>
/// <param name="client">Asks.</param>
/// <param name="pace">Of listings.</param>
/// <param name="drop">Is told of a folder some of whose members cannot be such, and of how many.</param>
internal sealed class WebDavListings(UpstreamClient client, EndpointRateLimiter pace, Action<RemoteId, int>? drop = null)
{
    // A hundred thousand members would be some 50 MB; whoever has more than half as many should spread them anyway.
    public const long MaxBytes = 32 << 20;

    private const string Name = "PROPFIND";
    private static readonly HttpMethod PropFind = new(Name);

    private static readonly byte[] Body = """
        <?xml version="1.0" encoding="utf-8"?>
        <D:propfind xmlns:D="DAV:"><D:prop><D:resourcetype/><D:getcontentlength/><D:getlastmodified/></D:prop></D:propfind>
        """u8.ToArray();

    /// <summary>The members of a folder.</summary>
    /// <exception cref="StorageException">It cannot be read, or not to its end.</exception>
    public Task<List<RemoteItem>> ReadAsync(RemoteId folder, CancellationToken cancellationToken) => client.AskAsync(
        new UpstreamCall<List<RemoteItem>>(
            Name,
            WebDavPath.ToUri(client.Options.BaseUrl, folder.Path!, isCollection: true),
            pace,
            address => CreateRequest(address, "1"),
            static _ => true,
            (response, address, token) => ReadAsync(folder, response, address, token)),
        cancellationToken);

    /// <summary>
    /// Reads the server's collection and nothing more. 123's server answers 404 after it idled until something was read (gedoor/legado#5616).
    /// </summary>
    /// <exception cref="StorageException">It does not answer.</exception>
    public Task<bool> WakeAsync(CancellationToken cancellationToken) => client.AskAsync(
        new UpstreamCall<bool>(
            Name,
            WebDavPath.ToUri(client.Options.BaseUrl, "", isCollection: true),
            pace,
            address => CreateRequest(address, "0"),
            static _ => true,
            (response, _, _) => Task.FromResult(response.IsSuccessStatusCode)),
        cancellationToken);

    private static HttpRequestMessage CreateRequest(Uri address, string depth)
    {
        var request = new HttpRequestMessage(PropFind, address)
        {
            Content = new ByteArrayContent(Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/xml", "utf-8") } },
        };
        request.Headers.TryAddWithoutValidation("Depth", depth);
        request.Headers.TryAddWithoutValidation("User-Agent", "Pan123Dav");
        request.Headers.TryAddWithoutValidation("Accept", "application/xml, text/xml");
        return request;
    }

    private async Task<List<RemoteItem>> ReadAsync(RemoteId folder, HttpResponseMessage response, Uri address, CancellationToken cancellationToken)
    {
        if (response.StatusCode is not (HttpStatusCode.MultiStatus or HttpStatusCode.OK))
        {
            throw client.CreateFault(Name, response);
        }

        if (response.Content.Headers.ContentLength > MaxBytes)
        {
            throw client.Malformed(Name, "is larger than any should be");
        }

        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            await using var body = new BoundedStream(stream, MaxBytes, cancellationToken);
            try
            {
                using var reader = new MultiStatusReader(body);
                return await CollectAsync(folder, reader, address).ConfigureAwait(false);
            }
            catch (FormatException exception)
            {
                throw client.Malformed(Name, exception.Message);
            }
            catch (XmlException exception)
            {
                // Its message may quote what stands there.
                throw client.Malformed(Name, string.Create(System.Globalization.CultureInfo.InvariantCulture,
                    $"is not the XML it should be (line {exception.LineNumber}, column {exception.LinePosition})"));
            }
            catch (Exception exception) when (exception
                is InvalidDataException or DecoderFallbackException or ArgumentException or (InvalidOperationException and not ObjectDisposedException))
            {
                throw client.Malformed(Name, "is not encoded as it says");
            }
        }
    }

    private async Task<List<RemoteItem>> CollectAsync(RemoteId folder, MultiStatusReader reader, Uri address)
    {
        var (items, dropped) = (new List<RemoteItem>(), 0);
        await foreach (var response in reader.ReadAsync().ConfigureAwait(false))
        {
            if (response.Status is { } status and not (>= 200 and < 300))
            {
                if (status is 404 or 410 && WebDavPath.GetMember(response.Href, address) is "")
                {
                    throw NotThere(folder);
                }

                continue;
            }

            switch (WebDavPath.GetMember(response.Href, address))
            {
                case null:
                    dropped++;
                    break;
                case "" when response.IsCollection == false:
                    throw NotThere(folder);
                case "":
                    break;
                case { } name:
                    items.Add(CreateItem(folder, name, response));
                    break;
            }

            if (items.Count + dropped > FolderReader.MaxMembers)
            {
                throw client.Malformed(Name, "has more members than a folder may have. Spread them over several folders");
            }
        }

        if (dropped > 0)
        {
            drop?.Invoke(folder, dropped);
        }

        return items;
    }

    private static RemoteItem CreateItem(RemoteId folder, string name, MultiStatusResponse response)
    {
        var isFolder = response.IsCollection ?? response.Href.EndsWith('/');
        var id = RemoteId.FromPath(WebDavPath.Join(folder.Path!, name));
        return new RemoteItem(id, name, isFolder, isFolder ? 0 : response.Length, "", "", response.Modified);
    }

    private StorageException NotThere(RemoteId folder) => new(StorageError.NotFound, $"{folder} at {client.Options.Service} is no folder any more.");
}
