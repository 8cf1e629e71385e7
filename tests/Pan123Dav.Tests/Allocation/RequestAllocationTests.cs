using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Pan123Dav.Gateway;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Allocation;

/// <summary>
/// Bytes a request, from the server's door through the whole pipeline. What is counted holds on any machine, however busy. Without Kestrel, which reuses
/// its contexts, the context and its features (about 1.5 KB) are made anew for each. docs/performance.md says where the bytes go.
/// </summary>
public sealed class RequestAllocationTests
{
    private const int Requests = 500;

    private const string Tree =
        "a:\n  b:\n    c:\n      d:\n        e:\n          f:\n            g:\n"
        + "              h:\n                第 1 集.mkv:5:1694101621:https://h.example/x/第 1 集.mkv\n";
    private const string File = "/dav/a/b/c/d/e/f/g/h/%E7%AC%AC%201%20%E9%9B%86.mkv";

    private static readonly byte[] SevenProperties = Encoding.UTF8.GetBytes(
        """<?xml version="1.0"?><d:propfind xmlns:d="DAV:"><d:prop>"""
        + """<d:creationdate/><d:displayname/><d:getcontentlength/><d:getcontenttype/>"""
        + """<d:getetag/><d:getlastmodified/><d:resourcetype/></d:prop></d:propfind>""");

    // A debug build makes an object of every async method's state.
    private static readonly bool IsOptimized =
        ((DebuggableAttribute?)Attribute.GetCustomAttribute(typeof(GatewayBuilder).Assembly, typeof(DebuggableAttribute)))?.IsJITOptimizerDisabled != true;

    [Fact]
    public async Task Get_RedirectEightFoldersDeep_StaysInBudget()
    {
        var bytes = await AllocatedAsync("GET", File, null, StatusCodes.Status302Found);

        Assert.InRange(bytes, 1, IsOptimized ? 3_900 : 6_300);
    }

    [Fact]
    public async Task PropFind_DepthZero_StaysInBudget()
    {
        var bytes = await AllocatedAsync("PROPFIND", File, SevenProperties, StatusCodes.Status207MultiStatus);

        Assert.InRange(bytes, 1, IsOptimized ? 3_200 : 5_500);
    }

    [Fact]
    public async Task Head_File_StaysInBudget()
    {
        var bytes = await AllocatedAsync("HEAD", File, null, StatusCodes.Status200OK);

        Assert.InRange(bytes, 1, IsOptimized ? 2_250 : 3_600);
    }

    [Fact]
    public async Task Get_WithItsLineInTheLog_StaysInBudget()
    {
        var bytes = await AllocatedAsync("GET", File, null, StatusCodes.Status302Found, "Information");

        Assert.InRange(bytes, 1, IsOptimized ? 4_800 : 7_100);
    }

    private static async Task<long> AllocatedAsync(string method, string target, byte[]? body, int status, string log = "Warning")
    {
        using var server = new InProcessServer();
        var settings = new Dictionary<string, string?>(
            GatewayHost.Settings(Tree, ("Budgets:DailyLinks", "1000000000"), ("Budgets:PerUser:RequestsPerMinute", "1000000000")))
        {
            ["Logging:LogLevel:Pan123Dav.Logging.RequestLog"] = log,
        };
        await using var gateway = await GatewayHost.StartAsync(settings, services => services.AddSingleton<IServer>(server));


        // The first signs in, the next ones fill caches and pools.
        for (var i = 0; i < Requests; i++)
        {
            await server.ProcessAsync(Request(method, target, body));
        }

        var requests = Enumerable.Range(0, Requests).Select(_ => Request(method, target, body)).ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var request in requests)
        {
            // Waiting for anything would move the request to another thread, and its bytes out of sight.
            if (!server.ProcessAsync(request).IsCompletedSuccessfully)
            {
                Assert.Fail("The request did not run to its end at once.");
            }
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.All(requests, request => Assert.Equal(status, request.Get<IHttpResponseFeature>()!.StatusCode));
        return allocated / Requests;
    }

    private static FeatureCollection Request(string method, string target, byte[]? body)
    {
        var request = new HttpRequestFeature
        {
            Method = method,
            Path = Uri.UnescapeDataString(target),
            RawTarget = target,
            Protocol = "HTTP/1.1",
            Scheme = "http"
        };
        request.Headers.Host = "127.0.0.1";
        request.Headers.Authorization = GatewayHost.Basic(GatewayHost.User, GatewayHost.Password).ToString();
        request.Headers["Depth"] = "0";
        if (body is not null)
        {
            request.Headers.ContentLength = body.Length;
            request.Body = new MemoryStream(body);
        }

        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(request);
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        return features;
    }
}
