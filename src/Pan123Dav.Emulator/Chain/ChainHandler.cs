using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Pan123Dav.Emulator.Account;
using Pan123Dav.Emulator.Api;
using Pan123Dav.Emulator.Links;
using Pan123Dav.Emulator.Serving;
using Pan123Dav.Emulator.WebDav;

namespace Pan123Dav.Emulator.Chain;

/// <summary>What is behind a download link: the page nobody needs, the steps, the content.</summary>
internal sealed class ChainHandler(EmulatorAccount account, DownloadLinks links, ApiStatistics statistics)
{
    private const int NoReferer = 1010;

    public static bool Owns(string path) => path.StartsWith(DownloadLinks.Page, StringComparison.Ordinal)
        || path.StartsWith(DownloadLinks.Hop, StringComparison.Ordinal)
        || path.StartsWith(DownloadLinks.Content, StringComparison.Ordinal);

    /// <summary>Answers all but content that may be had, which it returns.</summary>
    public async Task<EmulatorFile?> AnswerAsync(
        HttpContext context, RequestTarget target, string origin, ApiSwitches switches, WebDavSwitches webDav, DateTimeOffset now)
    {
        if (target.Path.StartsWith(DownloadLinks.Page, StringComparison.Ordinal))
        {
            // A browser's script would go on from here.
            await Answers.HtmlAsync(context);
            return null;
        }

        var numbers = target.Path.Split('/')[2..];
        if (target.Path.StartsWith(DownloadLinks.Hop, StringComparison.Ordinal))
        {
            statistics.AddCall(EmulatorEndpoint.LinkHop);
            await (numbers is [var hop, var file] && int.TryParse(hop, NumberStyles.None, CultureInfo.InvariantCulture, out var step)
                && long.TryParse(file, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                    ? StepAsync(context, step, id, origin, switches, now)
                    : Answers.JsonAsync(context, StatusCodes.Status404NotFound, "there is no such step"));
            return null;
        }

        statistics.AddCall(EmulatorEndpoint.Content);
        return await FindContentAsync(context, target, numbers, origin, switches, webDav, now);
    }

    private Task StepAsync(HttpContext context, int step, long file, string origin, ApiSwitches switches, DateTimeOffset now)
    {
        if (switches.RefererRequired && !context.Request.Headers.Referer.ToString().StartsWith("http", StringComparison.Ordinal))
        {
            return RefuseAsync(context, NoReferer, "not found r or referer in steal link v6");
        }

        var next = links.Next(origin, file, step, now, switches);
        switch (switches.HopAnswer)
        {
            case ChainStepResponse.Refused:
                return RefuseAsync(context, StatusCodes.Status403Forbidden, "forbidden");
            case ChainStepResponse.Redirect:
            case ChainStepResponse.Mixed when step % 3 == 2:
                context.Response.StatusCode = StatusCodes.Status302Found;
                context.Response.Headers.Location = next;
                return Task.CompletedTask;
            default:
                var status = switches.HopAnswer == ChainStepResponse.Json210 || (switches.HopAnswer == ChainStepResponse.Mixed && step % 3 == 1)
                    ? 210
                    : StatusCodes.Status200OK;
                return Answers.BodyAsync(
                    context, status, "application/json", $$$"""{"code":0,"message":"","data":{"redirect_url":"{{{JsonEncodedText.Encode(next)}}}"}}""");
        }
    }

    private async Task<EmulatorFile?> FindContentAsync(
        HttpContext context, RequestTarget target, string[] numbers, string origin, ApiSwitches switches, WebDavSwitches webDav, DateTimeOffset now)
    {
        if (webDav.ContentRefusesCredentials && context.Request.Headers.Authorization.Count > 0)
        {
            await Answers.JsonAsync(context, StatusCodes.Status400BadRequest, "no credentials belong here");
        }
        else if (numbers is not [var number] || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || !links.IsGenuine(id, EmulatedApiCall.ParseQuery(target.Query), out var web, out var expires))
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, "the link is not genuine");
        }
        else if (expires < now.ToUnixTimeSeconds())
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, "the link is expired");
        }
        else if (web && switches.DownloadError is { } error)
        {
            await RefuseAsync(context, NoReferer, string.Create(CultureInfo.InvariantCulture, $"download err: {error}"));
        }
        else if (web && switches.RefererRequired && !IsOf(DownloadLinks.Site(switches, origin), context.Request.Headers.Referer.ToString()))
        {
            await RefuseAsync(context, NoReferer, "not found r or referer in steal link v6");
        }
        else if (!account.TryGet(id, out var item) || item is not { Content: { } content, Trashed: false })
        {
            await Answers.JsonAsync(context, StatusCodes.Status404NotFound, "there is no such file");
        }
        else
        {
            context.Response.Headers.ContentDisposition = $"attachment; filename*=UTF-8''{Uri.EscapeDataString(item.Name)}";
            return new EmulatorFile(content, item.Modified) { EntityTag = $"\"{item.Md5}\"", Name = item.Name };
        }

        return null;
    }

    private static bool IsOf(string site, string referer) => referer == site || referer.StartsWith(site + "/", StringComparison.Ordinal);

    private static Task RefuseAsync(HttpContext context, int code, string message) =>
        Answers.BodyAsync(context, StatusCodes.Status403Forbidden, "application/json", $$"""{"code":{{code}},"message":"{{message}}"}""");
}
