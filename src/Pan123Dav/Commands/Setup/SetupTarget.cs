using System.Text;
using Pan123Dav.Console;
using Pan123Dav.Data;

namespace Pan123Dav.Commands.Setup;

/// <summary>
/// The files that the setup page writes. A tree text that is there stays, and so do all keys of a settings file but mounts and users, which it lacks.
/// </summary>
/// <param name="file">The settings file, absolute.</param>
/// <param name="listening">Where the configuration says to listen; empty where it leaves that open.</param>
/// <param name="pathBase">Where the drive will be.</param>
internal sealed class SetupTarget(string file, IReadOnlyList<string> listening, string pathBase)
{
    private readonly string _folder = Path.GetDirectoryName(file)!;

    /// <summary>The drive's path, with its slash.</summary>
    public string DrivePath => pathBase.TrimEnd('/') + "/";

    /// <summary>Where other devices find the gateway, when it is known.</summary>
    public IEnumerable<Uri> GetAddressesForDevices(SetupReach reach) => SetupAddresses.GetForDevices(reach, listening);

    /// <summary>The tree text beside the settings; null when there is none that can be read.</summary>
    public string? ExistingTree
    {
        get
        {
            try
            {
                var path = Path.Combine(_folder, SetupSettings.TreeName);
                return File.Exists(path) && LinkEncoding.Decode(File.ReadAllBytes(path)) is var (text, name) && name == "UTF-8" ? text : null;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }

    /// <summary>Why the folder cannot be written; null when it can.</summary>
    public string? FindProblem(SetupText text)
    {
        try
        {
            var probe = Path.Combine(_folder, $".setup.{Guid.NewGuid():N}.tmp");
            using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
                return null;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Describe(e, text);
        }
    }

    /// <summary>Writes the files, or tells why not.</summary>
    public (IReadOnlyList<string> Written, IReadOnlyList<string> Problems) Write(SetupAnswers answers, SetupText text)
    {
        try
        {
            var tree = answers.TreeFile ?? GetFreeTreeName();
            var old = File.Exists(file) ? SetupSettings.Parse(File.ReadAllBytes(file)) : null;
            var settings = SetupSettings.Format(SetupSettings.Create(answers, tree, SetupAddresses.GetUrls(answers.Reach, listening), old));
            if (SetupSettings.FindErrors(settings, _folder) is { Count: > 0 } errors)
            {
                return ([], [.. errors.Select(error => $"{error.Key}: {MessageCatalog.For(text.Language).Translate(error.Message)}")]);
            }

            var files = new SetupFiles(_folder);
            if (answers.Tree is not null)
            {
                files.Add(tree, Encoding.UTF8.GetBytes(answers.Tree), replaces: false);
            }

            foreach (var (name, content) in GetDomainFiles(answers.Domain).Where(item => !Path.Exists(Path.Combine(_folder, item.Name))))
            {
                files.Add(name, content, replaces: false);
            }

            files.Add(Path.GetFileName(file), settings, replaces: true);
            files.Write();
            return ([.. files.Paths], []);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ([], [Describe(e, text)]);
        }
    }

    private static (string Name, byte[] Content)[] GetDomainFiles(string? domain) => domain is null ? []
        : [(DomainFiles.CaddyName, DomainFiles.CreateCaddyfile(domain)), (DomainFiles.ComposeName, DomainFiles.CreateCompose())];

    private string GetFreeTreeName()
    {
        for (var number = 1; ; number++)
        {
            var name = number == 1 ? SetupSettings.TreeName : FormattableString.Invariant($"tree-{number}.txt");
            if (!Path.Exists(Path.Combine(_folder, name)))
            {
                return name;
            }
        }
    }

    private string Describe(Exception exception, SetupText text) => exception is UnauthorizedAccessException && !OperatingSystem.IsWindows()
        ? text.GiveFolder(_folder, UnixUser.Id) : text.CannotWrite(_folder, exception.Message);
}
