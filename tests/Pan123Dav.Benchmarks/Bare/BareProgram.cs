using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Pan123Dav.Benchmarks.Bare;

/// <summary>The least that a program on Kestrel can do for the same work: what the gateway is measured against. <c>bare KIND PORT [ARGUMENT]</c></summary>
internal static class BareProgram
{
    /// <summary>An empty 200.</summary>
    public const string Kestrel = "kestrel";

    /// <summary>Signs with MD5 and answers 302.</summary>
    public const string Redirect = "redirect";

    /// <summary>Checks AList's signature of a path with the key in the argument, signs with MD5 and answers 302.</summary>
    public const string SignedRedirect = "signed-redirect";

    /// <summary>Writes the JSON that the argument's file is an example of.</summary>
    public const string FileList = "file-list";

    /// <summary>Answers 207 with the bytes of a file, which were read before.</summary>
    public const string Listing = "listing";

    /// <summary>Answers with as many bytes as the argument says, out of one block.</summary>
    public const string Origin = "origin";

    /// <summary>Copies what the origin at the argument answers, from HttpClient to the response's PipeWriter.</summary>
    public const string Proxy = "proxy";

    /// <summary>Computes one MD5 and one HMAC of the query, and answers an empty 200.</summary>
    public const string RemoteAuth = "remote-auth";

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is not [var kind, var port, ..])
        {
            await System.Console.Error.WriteLineAsync(
                "usage: bare kestrel|redirect|signed-redirect|listing|file-list|origin|proxy|remote-auth PORT [FILE|BYTES|URL|TOKEN]");
            return 2;
        }

        var argument = arguments.Length > 2 ? arguments[2] : "";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        await using var app = builder.Build();
        app.Run(kind switch
        {
            Kestrel => BareKestrel.AnswerAsync,
            Redirect => BareRedirect.AnswerAsync,
            SignedRedirect => new BareSignedRedirect(argument).AnswerAsync,
            FileList => new BareFileList(await File.ReadAllBytesAsync(argument)).AnswerAsync,
            RemoteAuth => BareRemoteAuth.AnswerAsync,
            Listing => new BareListing(await File.ReadAllBytesAsync(argument)).AnswerAsync,
            Origin => new BareOrigin(long.Parse(argument, CultureInfo.InvariantCulture)).AnswerAsync,
            Proxy => new BareProxy(new Uri(argument)).AnswerAsync,
            _ => throw new ArgumentException($"There is no bare program '{kind}'.", nameof(arguments)),
        });
        await app.RunAsync();
        return 0;
    }
}
