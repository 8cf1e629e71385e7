using System.Globalization;
using Pan123Dav.Console;
using Pan123Dav.Storage;
using Pan123Dav.Storage.Mounts;
using Pan123Dav.Storage.OpenPlatform;
using Pan123Dav.Storage.WebDav;
using WebDavOptions = Pan123Dav.Storage.WebDav.WebDavOptions;

namespace Pan123Dav.Commands.Doctor;

/// <summary>Asks 123 as a mount would: whether it lets the gateway in, lists, has direct links and traffic for them.</summary>
/// <param name="dailyBytes">What the gateway may spend a day; null when nothing bounds it.</param>
/// <param name="time">The clock.</param>
internal sealed class RemoteChecks(long? dailyBytes, TimeProvider time)
{
    private const string TryAgain = "Check the network, and BaseUrl or Url if it is configured, and try again.";
    private const string Application =
        "Compare ClientId and ClientSecret with those of your application at www.123pan.com/developer, and whether its rights are still good.";

    // Where nothing bounds a day: a few films.
    private const long DefaultBytes = 10L << 30;

    private static readonly TimeSpan MaxDuration = TimeSpan.FromSeconds(60);

    public async Task<(MountFiles Files, RemoteFindings Findings)> RunAsync(Mount mount, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(MaxDuration, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return mount.Storage switch
            {
                IOpenPlatformAccount account => await ExamineAsync(mount, account, ending.Token),
                IWebDavUpstream => await new WebDavChecks(time).RunAsync(mount, await ListAsync(mount, ending.Token), ending.Token),
                _ => await ExamineAsync(mount, ending.Token),
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var late = Finding.Fail(string.Create(CultureInfo.InvariantCulture, $"123 took more than {MaxDuration.TotalSeconds:0} seconds"), TryAgain);
            var untold = Finding.Skip("123 answered too late");
            return (new MountFiles(mount.Options, [], 0), new RemoteFindings(late, untold, untold, untold));
        }
    }

    private async Task<(MountFiles Files, RemoteFindings Findings)> ExamineAsync(Mount mount, IOpenPlatformAccount account, CancellationToken cancellationToken)
    {
        OpenPlatformUser user;
        try
        {
            user = await account.GetUserAsync(cancellationToken);
        }
        catch (StorageException e)
        {
            var untold = Finding.Skip("cannot be told as long as 123 does not take the token");
            return (new MountFiles(mount.Options, [], 0), new RemoteFindings(OfFault(mount, "123 does not take the token", e), untold, untold, untold));
        }

        var (files, listing) = await ListAsync(mount, cancellationToken);
        var isDirect = ((OpenPlatformOptions)mount.Options.Remote!).Link == OpenPlatformLink.DirectLink;
        var notDirect = Finding.Skip("the mount hands out download links");
        var (links, tried) = isDirect
            ? await TryLinksAsync(mount, account, files, cancellationToken)
            : (notDirect, files.Select(file => new SampleFile(file.Path, "")));
        var mountFiles = new MountFiles(mount.Options, [.. tried], 0) { Uid = mount.Options.Uid == 0 ? user.Uid : mount.Options.Uid };
        return (mountFiles, new RemoteFindings(Finding.Pass("123 takes the token"), listing, links, isDirect ? Traffic(user) : notDirect));
    }

    private static async Task<(MountFiles Files, RemoteFindings Findings)> ExamineAsync(Mount mount, CancellationToken cancellationToken)
    {
        var (files, listing) = await ListAsync(mount, cancellationToken);
        var noDirectLinks = Finding.Skip("files of this type have no direct links");
        var token = listing.Status == CheckStatus.Fail ? listing : Finding.Pass("123 lets the gateway in");
        return (new MountFiles(mount.Options, [.. files.Select(file => new SampleFile(file.Path, ""))], 0),
            new RemoteFindings(token, listing, noDirectLinks, noDirectLinks));
    }

    private static async Task<(IReadOnlyList<(string Path, StorageEntry Entry)> Files, Finding Listing)> ListAsync(
        Mount mount, CancellationToken cancellationToken)
    {
        var (isWebDav, cut) = (mount.Options.Remote is WebDavOptions, (string?)null);
        var service = isWebDav ? mount.Options.Remote!.BaseUrl.IdnHost : "123";
        try
        {
            var found = await FirstFiles.FindAsync(
                mount, cancellationToken, (folder, members) => cut = isWebDav && members >= WebDavOptions.MaxSureMembers ? folder : cut);
            return (found, cut is not null
                ? Finding.Warn($"{service} lists so many members of {cut} that some may be left out",
                    "Compare with what you see there, and spread the folder over several.")
                : found.Count > 0 ? Finding.Pass($"{service} lists the files")
                : Finding.Warn(
                    $"{service} lists no file in the first folders",
                    $"Look whether {(isWebDav ? nameof(WebDavOptions.RootFolder) : nameof(RemoteOptions.RootFolderId))} is the folder that is meant."));
        }
        catch (StorageException e)
        {
            return ([], OfFault(mount, $"{service} does not list the files", e));
        }
    }

    private static async Task<(Finding Finding, IEnumerable<SampleFile> Files)> TryLinksAsync(
        Mount mount, IOpenPlatformAccount account, IReadOnlyList<(string Path, StorageEntry Entry)> files, CancellationToken cancellationToken)
    {
        var (tried, refused) = (new List<SampleFile>(), (Path: "", Reason: (StorageException?)null));
        foreach (var (path, entry) in files)
        {
            try
            {
                tried.Add(new SampleFile(path, await account.GetDirectLinkAsync(entry, cancellationToken)));
            }
            catch (StorageException e)
            {
                refused = refused.Reason is null ? (path, e) : refused;
                tried.Add(new SampleFile(path, ""));
            }
        }

        return (refused.Reason is { } fault ? OfRefusal(mount, refused.Path, fault)
            : files.Count == 0 ? Finding.Skip("there is no file to try")
            : Finding.Pass("the first files have direct links"), tried);
    }

    private static Finding OfRefusal(Mount mount, string path, StorageException fault) => fault switch
    {
        { Error: StorageError.TrafficUsedUp } =>
            Finding.Fail("123 gives no direct link: the traffic is used up", "Buy direct-link traffic at 123, or wait until it starts anew."),
        { Code: not null, IsTransient: false } => Finding.Fail(
            $"123 gives no direct link of {path}. {fault.Message}",
            "In 123's web drive enable Direct Link Space for the folder that holds it; put files that lie in the root into a folder."),
        _ => OfFault(mount, "123 gives no direct link", fault),
    };

    private Finding Traffic(OpenPlatformUser user)
    {
        var (little, of) = dailyBytes is { } budget ? (budget, $"a day's budget of {FileSizeFormatter.Format(budget)}") : (DefaultBytes, "10 GiB");
        return user.DirectTraffic switch
        {
            null => Finding.Skip("123 does not tell how much traffic is left"),
            <= 0 => Finding.Fail("no direct-link traffic is left", "Buy direct-link traffic at 123: until then 123 refuses every download."),
            { } left when left < little => Finding.Warn(
                $"{FileSizeFormatter.Format(left)} of direct-link traffic are left, less than {of}", "Buy direct-link traffic at 123 before it is used up."),
            { } left => Finding.Pass($"{FileSizeFormatter.Format(left)} of direct-link traffic are left"),
        };
    }

    internal static Finding OfFault(Mount mount, string problem, StorageException fault) => Finding.Fail($"{problem}. {fault.Message}", fault.Error switch
    {
        StorageError.SignInRequired => mount.Options.Type switch
        {
            MountType.OpenPlatform => Application,
            MountType.Share => "Write the token of any signed-in account as AccessToken.",
            MountType.WebDav => "Compare Username and Password. "
                + "At 123 the user is the account's telephone number or mail address, and the password is an app password (tools, third-party mounts).",
            _ =>
                "Compare Username and Password, and sign in once at www.123pan.com in a browser from "
                    + "this network, which answers what 123 asks of a new device.",
        },
        StorageError.Throttled => "Wait a minute and try again.",
        StorageError.NotFound => "Look whether RootFolderId, RootFolder or ShareKey is still there.",
        StorageError.Forbidden => "Look at 123 whether the account or the share may still be used.",
        _ => TryAgain,
    });
}

/// <summary>What was found at one mount that asks 123 for its listings.</summary>
internal sealed record RemoteFindings(Finding Token, Finding Listing, Finding DirectLinks, Finding DirectTraffic);
