using System.Net;
using Pan123Dav.Clients.Tests.Support;

namespace Pan123Dav.Clients.Tests;

/// <summary>libxml2's strict parser on every multistatus.</summary>
public sealed class XmllintTests(ClientHost host) : ClientTests(host)
{
    private const string Head = "<?xml version=\"1.0\" encoding=\"utf-8\"?><D:propfind xmlns:D=\"DAV:\">";

    public static TheoryData<string> Bodies =>
    [
        "", $"{Head}<D:allprop/></D:propfind>", $"{Head}<D:propname/></D:propfind>",
        $"{Head}<D:prop><D:displayname/><D:getcontentlength/><D:quota-used-bytes/><x:y xmlns:x=\"urn:&amp;\"/></D:prop></D:propfind>",
    ];

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task PropFind_EveryCollection_IsWellFormed(string body)
    {
        Tool.Require("xmllint");
        var folder = Host.NewFolder();
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = PublishedGateway.Credentials;
        var documents = new List<string>();
        foreach (var (path, depth) in Tree.Folders.Select(path => (path, "1")).Append(("/", "infinity")))
        {
            using var request = new HttpRequestMessage(new HttpMethod("PROPFIND"), Host.Url(path))
            {
                Headers = { { "Depth", depth } },
                Content = new StringContent(body)
            };
            using var response = await client.SendAsync(request);
            Assert.Equal(HttpStatusCode.MultiStatus, response.StatusCode);
            documents.Add(Path.Combine(folder, $"{documents.Count}.xml"));
            await File.WriteAllBytesAsync(documents[^1], await response.Content.ReadAsByteArrayAsync());
        }

        var result = (await new Tool("xmllint", ["--noout", "--pedantic", .. documents]).RunAsync()).Succeeded();

        // It warns with a good exit code about what is not quite right.
        Assert.Empty(result.Error);
    }
}
