using System.Globalization;
using Pan123Dav.Storage;
using Pan123Dav.Storage.Mounts;

namespace Pan123Dav.Commands.Doctor;

/// <summary>What is to be known of an upstream WebDAV server: whether it takes the password, where its files are, and how long links there live.</summary>
internal sealed class WebDavChecks(TimeProvider time)
{
    public async Task<(MountFiles Files, RemoteFindings Findings)> RunAsync(
        Mount mount, (IReadOnlyList<(string Path, StorageEntry Entry)> Files, Finding Listing) listed, CancellationToken cancellationToken)
    {
        var host = mount.Options.Remote!.BaseUrl.IdnHost;
        var token = listed.Listing.Status == CheckStatus.Fail ? listed.Listing : Finding.Pass($"{host} lets the gateway in");
        var links = listed.Files.Count == 0 ? Finding.Skip("there is no file to try") : await TryAsync(mount, host, listed.Files[0], cancellationToken);
        var files = new MountFiles(mount.Options, [.. listed.Files.Select(file => new SampleFile(file.Path, ""))], 0);
        return (files, new RemoteFindings(token, listed.Listing, links, Finding.Skip("files of this type use the account's ordinary traffic")));
    }

    private async Task<Finding> TryAsync(Mount mount, string host, (string Path, StorageEntry Entry) file, CancellationToken cancellationToken)
    {
        try
        {
            var link = await file.Entry.CreateLinkAsync(default, cancellationToken);
            var content = new Uri(link.Location).IdnHost;
            var minutes = Math.Max(0, (link.Expires - time.GetUtcNow()).TotalMinutes);
            return link switch
            {
                { Authorization: not null } => Finding.Pass($"{content} serves the files itself: they come through the gateway"),
                { Referer: not null } => Finding.Pass($"{content} wants a Referer: the files come through the gateway"),
                _ => Finding.Pass(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{host} leads to {content}, which wants no password and no Referer: clients are sent there, for {minutes:0} minutes")),
            };
        }
        catch (StorageException e)
        {
            return RemoteChecks.OfFault(mount, $"{host} gives no content of {file.Path}", e);
        }
    }
}
