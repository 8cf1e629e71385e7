using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Pan123Dav.Admin;
using Pan123Dav.Links.RemoteAuthentication;

namespace Pan123Dav.Commands.Links;

/// <summary><c>links</c>: prints the running gateway's live links, and stops one. It needs to read the key in <c>DataDirectory</c>, and no password.</summary>
internal static class LinksCommand
{
    private const string Place = "pan123dav links";
    private const string Target = "/api/v1/links";

    // Some hundred thousand links.
    private const int MaxBytes = 64 * 1024 * 1024;

    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(10);

    /// <param name="load">Reads the configuration; null for that of this folder, as <c>serve</c> would.</param>
    /// <param name="timeProvider">Proves that a request is fresh.</param>
    public static Command Create(Func<CommandConfiguration>? load = null, TimeProvider? timeProvider = null)
    {
        timeProvider ??= TimeProvider.System;
        var user = new Option<string>("--user") { HelpName = "NAME", Description = "Only links of this user." };
        var stop = new NumberOption("--stop", "N", "End the link of this number: 123 refuses it from the next request on.", 0, long.MaxValue);
        var json = new Option<bool>("--json") { Description = "Print what /api/v1/links answers." };
        var url = new GatewayAddressOption();
        var command = new Command("links",
            "Print the links that have not expired and who used them, or stop one. For a gateway with remote authentication.") { user, stop, json, url };
        command.SetAction(async (result, cancellationToken) =>
        {
            var printer = DiagnosticPrinter.For(result.InvocationConfiguration);
            var configuration = CommandConfiguration.Load(result, load);
            if (configuration is not { Source: { } source, Options: { } options })
            {
                configuration.PrintMistakes(printer);
                return ExitCode.Configuration;
            }

            if (url.Find(result, () => source) is not { } address)
            {
                return ExitCode.Usage;
            }

            if (!options.RemoteAuthentication.Enabled)
            {
                result.InvocationConfiguration.Say(
                    "Remote authentication is switched off (Pan123Dav:RemoteAuthentication:Enabled), so the gateway does not know its live links.");
                return result.GetValue(stop) is null ? ExitCode.Success : ExitCode.Failure;
            }

            if (TicketKey.TryRead(options.DataDirectory) is not { } key)
            {
                printer.Error(Path.Combine(options.DataDirectory, TicketKey.FileName), "key",
                    "cannot be read: start the gateway first, and run this as the user that runs it, with the same --config");
                return ExitCode.Failure;
            }

            using var client = GatewayHttpClient.Create(address, MaxWait);
            client.MaxResponseContentBufferSize = MaxBytes;
            var gateway = new OwnerClient(client, address, key, timeProvider);
            return await RunAsync(
                gateway, address, result.GetValue(stop), result.GetValue(user), result.GetValue(json),
                result.InvocationConfiguration, printer, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        OwnerClient gateway, Uri address, long? number, string? user, bool json, InvocationConfiguration invocation, DiagnosticPrinter printer,
        CancellationToken cancellationToken)
    {
        try
        {
            using var response = number is { } stopped
                ? await gateway.SendAsync(HttpMethod.Delete, string.Create(CultureInfo.InvariantCulture, $"{Target}/{stopped}"), cancellationToken)
                : await gateway.SendAsync(HttpMethod.Get, Target, cancellationToken);
            switch (response.StatusCode)
            {
                case HttpStatusCode.NoContent when number is not null:
                    invocation.Say(string.Create(CultureInfo.InvariantCulture, $"Link {number.Value} is stopped: 123 refuses it from the next request on."));
                    return ExitCode.Success;
                case HttpStatusCode.NotFound when number is not null:
                    printer.Error(Place, "link", string.Create(CultureInfo.InvariantCulture, $"no live link has number {number.Value}"));
                    return ExitCode.Failure;
                case HttpStatusCode.OK when number is null && await ReadAsync(response, cancellationToken) is { } links:
                    Print([.. links.Where(link => user is null || link.User == user)], json, invocation);
                    return ExitCode.Success;
                default:
                    printer.Error(address.AbsoluteUri, "refused", string.Create(CultureInfo.InvariantCulture,
                        $"{(int)response.StatusCode} was the answer: is it the gateway of this configuration, with remote "
                        + $"authentication, and is its clock this one's?"));
                    return ExitCode.Failure;
            }
        }
        catch (HttpRequestException e)
        {
            printer.Error(address.AbsoluteUri, "unreachable", e.HttpRequestError.ToString());
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            printer.Error(address.AbsoluteUri, "unreachable", $"no answer within {MaxWait.TotalSeconds:0} seconds");
        }

        return ExitCode.Failure;
    }

    // Null for an answer of something else than a gateway.
    private static async Task<IReadOnlyList<LiveLinkEntry>?> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return JsonSerializer.Deserialize(body, ApiJson.Readable.LiveLinksReport)?.Links is { } links
                && links.All(link => link is { User: not null, Path: not null }) ? links : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Print(List<LiveLinkEntry> links, bool json, InvocationConfiguration invocation)
    {
        if (json)
        {
            invocation.Output.WriteLine(JsonSerializer.Serialize(new LiveLinksReport { Links = links }, ApiJson.Readable.LiveLinksReport));
        }
        else if (links.Count == 0)
        {
            invocation.Say("There is no live link.");
        }
        else
        {
            LinksTable.Print(invocation, links);
        }
    }
}
