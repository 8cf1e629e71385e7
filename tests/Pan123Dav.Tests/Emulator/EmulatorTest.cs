using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Hosting;

namespace Pan123Dav.Tests.Emulator;

/// <summary>A running emulator whose clock stands still, one file on it, and a client that signs by the rule of the vectors.</summary>
public abstract class EmulatorTest : IAsyncLifetime
{
    protected const string Key = "test-key";
    protected const long Uid = 13;
    protected const string FilePath = "/13/文件夹/第 1 集 #1 100%.txt";

    protected static readonly DateTimeOffset Now = new(2024, 5, 1, 12, 0, 0, TimeSpan.Zero);
    protected static readonly DateTimeOffset Modified = new(2024, 4, 1, 8, 30, 15, TimeSpan.Zero);

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Clock { get; } = new(Now);

    protected HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    protected EmulatorHost Host { get; private set; } = null!;

    protected virtual EmulatorOptions Options => new()
    {
        PrivateKey = Key,
        Uid = Uid,
        TimeProvider = Clock,
        Files = new Dictionary<string, EmulatorFile> { [FilePath] = new(EmulatorContent.Text("0123456789"), Modified) },
    };

    public async ValueTask InitializeAsync() => Host = await EmulatorHost.StartAsync(Options, 0, Token);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static string AuthKey(string path, DateTimeOffset? expires = null, string rand = "123", long uid = Uid, string key = Key)
    {
        var signed = string.Create(CultureInfo.InvariantCulture, $"{(expires ?? Now.AddMinutes(30)).ToUnixTimeSeconds()}-{rand}-{uid}");
        var hash = CryptographicOperations.HashData(HashAlgorithmName.MD5, Encoding.UTF8.GetBytes($"{path}-{signed}-{key}"));
        return $"{signed}-{Convert.ToHexStringLower(hash)}";
    }

    protected static string Encode(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    protected Uri SignedUri(string path) => new(Host.Address, $"{Encode(path)}?auth_key={AuthKey(path)}");

    protected Task<HttpResponseMessage> GetAsync(string path = FilePath, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, headers);

    protected async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, SignedUri(path));
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
    }
}
