using System.Net;
using Pan123Dav.Clients.Tests.Support;

namespace Pan123Dav.Clients.Tests;

/// <summary>.NET's HttpClient.</summary>
public sealed class HttpClientTests(ClientHost host) : ClientTests(host)
{
    [Fact]
    public async Task Get_CredentialsOnChallenge_ReadsEveryFile()
    {
        using var handler = new HttpClientHandler { Credentials = new NetworkCredential(PublishedGateway.User, PublishedGateway.Password) };
        using var client = new HttpClient(handler);

        await ReadAllAsync(client);
    }

    [Fact]
    public async Task Get_CredentialsInEveryRequest_ReadsEveryFile()
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = PublishedGateway.Credentials;

        await ReadAllAsync(client);
    }

    private async Task ReadAllAsync(HttpClient client)
    {
        foreach (var file in Tree.Sample)
        {
            Assert.Equal(file.Sha256, Digest.Of(await client.GetByteArrayAsync(Host.Url(file.Path))));
        }
    }
}
