using System.CommandLine;
using Pan123Dav.Configuration;
using Pan123Dav.Media.Strm;
using Pan123Dav.Storage;

namespace Pan123Dav.Commands.Strm;

/// <summary><c>strm</c>: writes a drive as a library of <c>.strm</c> files for Jellyfin, Emby and Kodi.</summary>
internal static class StrmCommand
{
    /// <param name="build">Makes a host with the configuration; null for the ordinary places.</param>
    public static Command Create(Func<WebApplicationBuilder>? build = null)
    {
        var @out = new Option<string>("--out") { HelpName = "DIR", Description = "Where the library is written; made when it is not there.", Required = true };
        @out.Validators.Add(PathText.Check);
        var user = new Option<string>("--user")
        {
            HelpName = "NAME",
            Description = "A configured user: links are signed and paid in this name, and show what this user sees.",
            Required = true
        };
        var url = new AddressOption("--url", "The address that players reach the gateway under, with its prefix; PublicUrl by default.");
        var path = new PathOption("--path", "Write only this folder of the drive, with paths below it.");
        var mode = new NameOption("--mode",
            "insert: only new files. update: those that changed too (the default). sync: delete what the drive no longer has as well.",
            "insert", "update", "sync");
        var deletes = new DeleteLimitOption("--max-deletes",
            $"When more files would be deleted, none is: per cent of those that are there, or a number; {DeleteLimit.Default} by default.");
        var names = new NameOption("--names", "stem: film.strm (the default). full: film.mkv.strm.", "stem", "full");
        var companions = new Option<bool>("--companions")
        {
            Description = "Copy subtitles, nfo files and pictures up to 4 MiB too, which costs that user traffic."
        };
        var command = new Command(
            "strm",
            "Write a library of .strm files with signed links that do not end. Reads no content and costs "
            + "nothing but for --companions. Exits with 1 when something was left out.")
        {
            @out, user, url, path, mode, deletes, names, companions,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            var name = result.GetRequiredValue(user);
            var options = new StrmRunOptions(
                Path.TrimEndingDirectorySeparator(Path.GetFullPath(result.GetRequiredValue(@out))),
                name,
                result.GetValue(path) ?? StoragePath.Root,
                Enum.Parse<StrmMode>(result.GetValue(mode) ?? nameof(StrmMode.Update), ignoreCase: true),
                result.GetValue(deletes) ?? DeleteLimit.Default,
                Enum.Parse<StrmNaming>(result.GetValue(names) ?? nameof(StrmNaming.Stem), ignoreCase: true));
            using var stop = new StopSignal(cancellationToken);
            var run = new StrmRun(options, result.GetValue(url), result.GetValue(companions), result.InvocationConfiguration);
            return await run.RunAsync(build ?? (() => GatewayHosting.CreateBuilder([], ConfigOption.GetFile(result), watch: false)), stop.Token);
        });
        return command;
    }

    private sealed class AddressOption : Option<string?>
    {
        public AddressOption(string name, string description)
            : base(name)
        {
            HelpName = "URL";
            Description = description;
            CustomParser = result =>
            {
                if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var uri)
                    && uri is { Scheme: "http" or "https", Host.Length: > 0, UserInfo: "", Query: "", Fragment: "" })
                {
                    return AsciiAddress.From(uri).AbsoluteUri.TrimEnd('/');
                }

                result.AddError($"{name} must be an http or https address that ends before any ? or # and holds no password, such as http://192.168.1.2:5000");
                return null;
            };
        }
    }

    private sealed class PathOption : Option<StoragePath?>
    {
        public PathOption(string name, string description)
            : base(name)
        {
            HelpName = "/Films";
            Description = description;
            CustomParser = result =>
            {
                if (StoragePath.TryParse(result.Tokens[0].Value, out var parsed))
                {
                    return parsed;
                }

                result.AddError($"{name} must be a path of the drive, such as /Films");
                return null;
            };
        }
    }

    private sealed class DeleteLimitOption : Option<DeleteLimit?>
    {
        public DeleteLimitOption(string name, string description)
            : base(name)
        {
            HelpName = "10%";
            Description = description;
            CustomParser = result =>
            {
                if (DeleteLimit.TryParse(result.Tokens[0].Value, out var limit))
                {
                    return limit;
                }

                result.AddError($"{name} must be per cent from 0% to 100%, or a whole number of files");
                return null;
            };
        }
    }
}
