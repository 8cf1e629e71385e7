using System.Text;
using Pan123Dav.Clients.Tests.Support;

namespace Pan123Dav.Clients.Tests;

/// <summary>davfs2 as it comes, which follows no redirect and so is served by proxy.</summary>
public sealed class Davfs2Tests(ClientHost host) : ClientTests(host, "proxy")
{
    private static readonly ClientLimit LongNames = new("davfs2 1.6.1 refuses names of more than 248 bytes",
        file => Encoding.UTF8.GetByteCount(file.Name) > 248);

    [Fact]
    public async Task Mount_ByFuse_ReadsEveryFile()
    {
        Tool.Require("mount.davfs");
        FuseMount.Require();
        if (!Environment.IsPrivilegedProcess)
        {
            Tool.Missing("davfs2 mounts for root alone unless /etc/fstab says more");
        }

        await Host.LearnSizesAsync();
        var folder = Host.NewFolder();
        await using var mount = await FuseMount.StartAsync(folder, await MountToolAsync(folder));

        AssertSame(ClientLimit.Without(Tree.Sample, LongNames), file => folder + file.Path);
        Assert.Equal(ClientTree.ManyMembers, Directory.GetFiles(folder + "/many").Length);
        Assert.Empty(Directory.GetFiles(folder + "/empty"));
    }

    private async Task<Tool> MountToolAsync(string folder)
    {
        // The daemon runs as davfs2 and insists on a cache of its group.
        var cache = Host.NewOpenFolder();
        (await new Tool("chgrp", ["davfs2", cache]).RunAsync()).Succeeded();
        var settings = Path.Combine(Host.NewFolder(), "davfs2.conf");

        // davfs2 1.6.1 refuses to list any folder on Linux 6.18, which asks for 32 KiB at once, more than its buffer of 16.
        await File.WriteAllTextAsync(settings, $"ask_auth 1\ncache_dir {cache}\nbuf_size 64\n");
        return new Tool("mount.davfs", ["-o", "ro,conf=" + settings, Host.Root.AbsoluteUri, folder])
        {
            Input = $"{PublishedGateway.User}\n{PublishedGateway.Password}\n"
        };
    }
}
