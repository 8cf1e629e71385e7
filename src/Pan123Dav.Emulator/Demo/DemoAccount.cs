using System.Globalization;
using Pan123Dav.Emulator.Account;

namespace Pan123Dav.Emulator.Demo;

/// <summary>An account to show: <see cref="DemoFiles"/>, and what only an account has.</summary>
public static class DemoAccount
{
    /// <summary>Where the drive shows the song, decoded.</summary>
    public const string SongPath = DemoFiles.Song;

    /// <summary>Names the share of all of it.</summary>
    public const string ShareKey = "demo-Share";

    /// <summary>What the share asks for.</summary>
    public const string SharePassword = "d3m0";

    /// <summary>So many files are in the folder that takes several pages to list.</summary>
    public const int ManyFiles = 260;

    private static readonly DateTimeOffset Modified = new(2024, 8, 8, 8, 8, 8, TimeSpan.FromHours(8));

    /// <summary>A new account, every folder of its root enabled for direct links.</summary>
    public static EmulatorAccount Create()
    {
        var account = new EmulatorAccount();
        foreach (var (path, file) in DemoFiles.ByPath)
        {
            account.AddFile(path, file.Content, file.Modified);
        }

        AddMany(account);
        AddOdd(account);
        foreach (var folder in account.Members(0))
        {
            account.Change(folder.Id, item => item with { DirectLinks = true });
        }

        account.Shares[ShareKey] = new EmulatorShare(ShareKey, 0) { Password = SharePassword };
        return account;
    }

    private static void AddMany(EmulatorAccount account)
    {
        var folder = account.GetFolder("很多文件 Many files");
        for (var i = 1; i <= ManyFiles; i++)
        {
            account.AddFile(folder, string.Create(CultureInfo.InvariantCulture, $"{i:d3}.txt"), EmulatorContent.Text($"File {i} of {ManyFiles}.\n"), Modified);
        }
    }

    private static void AddOdd(EmulatorAccount account)
    {
        var folder = account.GetFolder("奇怪的名字 Odd names");
        foreach (var name in new[] { "a/b.txt", "bell\a.txt", "same name.txt", "same name.txt", "..", "100%.txt", "trailing dot.", "问号?.txt" })
        {
            account.AddFile(folder, name, EmulatorContent.Text($"123 calls this one \"{name}\".\n"), Modified);
        }

        account.Change(account.AddFile(folder, "in the bin.txt", EmulatorContent.Text("thrown away"), Modified), item => item with { Trashed = true });
        account.Change(account.AddFile(folder, "rejected.txt", EmulatorContent.Text("rejected"), Modified), item => item with { Status = 101 });
    }
}
