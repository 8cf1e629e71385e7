using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Pan123Dav.Admin.Doctor;
using Pan123Dav.Commands.Doctor;
using Pan123Dav.Console;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Admin;

public sealed class DoctorApiTests
{
    [Fact]
    public async Task Doctor_OnTheRunningGateway_TellsEachCheckOnALine()
    {
        // Nothing listens there, and nothing is asked beyond this machine.
        var tree = "\"OriginUrls\": \"a.mkv:1:1694101621:http://127.0.0.1:9/13/a.mkv\", \"PrivateKey\": \"k-8765-k\", \"Uid\": 13";
        await using var gateway = await EditableGateway.StartAsync(
            EditableGateway.Settings(mount: tree).Replace("\"UrlTree\"", "\"DirectLink\"", StringComparison.Ordinal),
            services: static services => services.AddDoctor());
        using var response = await gateway.SendAsync("POST", "/api/v1/doctor");
        var text = await response.Content.ReadAsStringAsync();
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/x-ndjson", response.Content.Headers.ContentType!.ToString());
        Assert.Equal(
            [
                "stranger-refused", "unsigned-refused", "signed-accepted", "expired-refused", "clock", "transport", "passwords", "budget", "sizes",
                "escaped-path", "forwarded", "hashes",
            ],
            lines.Select(line => (string)line["id"]!));
        Assert.Equal("pass", (string)lines[0]["status"]!);
        Assert.All(lines, line => Assert.Equal(["id", "status", "message", "action"], line.AsObject().Select(member => member.Key)));
    }

    [Fact]
    public async Task Doctor_RunsOnceAtATime_TellsAsItGoes_AndEndsWithItsClient()
    {
        var doctor = new WaitingDoctor();
        await using var gateway = await EditableGateway.StartAsync(services: services => services.Replace(ServiceDescriptor.Singleton<IDoctor>(doctor)));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/doctor");
        var first = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await first.Content.ReadAsStreamAsync());
        Assert.Contains("\"first\"", await reader.ReadLineAsync(), StringComparison.Ordinal);
        using var second = await gateway.SendAsync("POST", "/api/v1/doctor");
        await EditableGateway.ReadProblemAsync(second, HttpStatusCode.Conflict, "running");
        first.Dispose();

        await Eventually.HoldsAsync(() => doctor.HasEnded);
        await Eventually.HoldsAsync(async () =>
        {
            using var again = new HttpRequestMessage(HttpMethod.Post, "/api/v1/doctor");
            using var response = await gateway.Client.SendAsync(again, HttpCompletionOption.ResponseHeadersRead);
            return response.StatusCode == HttpStatusCode.OK;
        });
    }

    /// <summary>Has one thing to tell, and then waits until nobody listens.</summary>
    private sealed class WaitingDoctor : IDoctor
    {
        public bool HasEnded { get; private set; }

        public async IAsyncEnumerable<DoctorCheck> RunAsync(MessageCatalog messages, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            yield return new DoctorCheck { Id = "first", Status = "pass", Message = "", Action = "" };
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }
            finally
            {
                HasEnded = true;
            }
        }
    }
}
