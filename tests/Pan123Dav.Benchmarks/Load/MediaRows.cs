using System.Text;
using System.Text.Json;
using Pan123Dav.Authentication;
using Pan123Dav.Authentication.Tokens;
using Pan123Dav.Benchmarks.Bare;
using Pan123Dav.Links;
using Pan123Dav.Storage;

namespace Pan123Dav.Benchmarks.Load;

/// <summary>What media servers and AList's tools ask for: signed addresses, and <c>/api/fs/list</c> of a large folder.</summary>
internal static class MediaRows
{
    private const string Token = "a-token-for-the-load-long-enough-to-be-one";
    private const int Large = 10_000;

    public static async IAsyncEnumerable<Row> MeasureAsync(LoadRun run)
    {
        using var gateway = await run.StartGatewayAsync(
            run.Tree(TreeGenerator.Small), new Dictionary<string, string> { ["Pan123Dav__Users__0__ApiToken"] = Token });

        using var signed = await run.StartBareAsync(BareProgram.SignedRedirect, Token);
        var redirected = await Comparison.RunAsync(run, gateway, SignedLink(), signed);
        yield return Row.Of("signed /d link -> 302", 1.3, redirected.Ratio, "", redirected.Note);

        var list = new LoadRequest("POST", "/api/fs/list", null, JsonSerializer.Serialize(new { path = TreeGenerator.Folder(Large)["/dav".Length..] }));
        var body = await run.FetchAsync(gateway, list);
        using var json = await run.StartBareAsync(BareProgram.FileList, body);
        var listed = await Comparison.RunAsync(run, gateway, list, json);
        yield return Row.Of("fs/list of 10,000 files", 4, listed.Ratio, "", $"{listed.Note}, which has the signatures; {new FileInfo(body).Length:N0} bytes");
    }

    private static LoadRequest SignedLink()
    {
        var path = TreeGenerator.DeepFile["/dav/".Length..];
        var token = new ApiToken(new UserOptions { Name = LoadRequest.User }, Token);
        var sign = PathSignature.Create(token.Key, StoragePath.FromJoined(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(path))), expiry: 0);
        return LoadRequest.Get($"/d/{path}?sign={sign}") with { IsAnonymous = true };
    }
}
