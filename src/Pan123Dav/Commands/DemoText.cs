using System.CommandLine;
using Pan123Dav.Console;
using Pan123Dav.Storage;

namespace Pan123Dav.Commands;

/// <summary>What <c>demo</c> prints: where it is, and lines to paste.</summary>
internal static class DemoText
{
    private static readonly string[] Labels = ["Address", "User", "Password", "Browser", "Explorer"];

    // Of the mount's keys, those that say how the stand-in is asked.
    private static readonly string[] Credentials =
        ["BaseUrl", "ClientId", "ClientSecret", "ShareKey", "SharePassword", "Username", "Password", "PrivateKey", "Uid"];

    /// <param name="invocation">Where it is printed.</param>
    /// <param name="gateway">Address of the gateway.</param>
    /// <param name="origin">Address of the stand-in.</param>
    /// <param name="storage">What is shown.</param>
    /// <param name="settings">The settings file that other commands can be given.</param>
    public static void Print(InvocationConfiguration invocation, Uri gateway, Uri origin, DemoStorage storage, string settings)
    {
        var host = gateway.Authority;
        var drive = $"http://{host}/dav/";
        var song = string.Join('/', storage.SongPath.Split('/').Select(Uri.EscapeDataString));
        var (user, password) = (DemoCommand.User, DemoCommand.Password);
        var (output, messages) = (invocation.Output, invocation.GetMessages());
        var width = Labels.Max(label => TextColumns.GetWidth(messages.Translate(label))) + 2;
        output.WriteLine();
        invocation.Say("Pan123Dav demo. Ctrl+C stops it.");
        output.WriteLine();
        Print("Address", drive);
        Print("User", user);
        Print("Password", password);
        output.WriteLine();
        invocation.Say(storage.Describe(origin));
        output.WriteLine();
        foreach (var (key, value) in storage.Mount(origin).Where(setting => Credentials.Contains(setting.Key, StringComparer.Ordinal)))
        {
            output.WriteLine($"  {key,-14}{value}");
        }

        output.WriteLine();
        Print("Browser", $"http://{user}:{password}@{host}/dav/");
        Print("curl", $"curl -L -u {user}:{password} {drive}{song} -o song.wav");
        Print("rclone", $"rclone ls :webdav: --webdav-url {drive} --webdav-user {user} --webdav-pass \"$(rclone obscure {password})\"");
        Print("VLC", $"vlc http://{user}:{password}@{host}/dav/{song}");
        Print("Explorer", $"net use Z: {drive.TrimEnd('/')} /user:{user} {password}");
        Print("", messages.Translate("(over plain http only with BasicAuthLevel 2 in the registry of Windows)"));
        output.WriteLine();
        invocation.Say("In another terminal, while this runs:");
        output.WriteLine();
        foreach (var command in CommandsFor(storage.Type))
        {
            output.WriteLine($"  {Program} {command} --config {Quoted(settings)}");
        }

        output.WriteLine();
        output.Flush();

        void Print(string label, string value) => output.WriteLine($"  {TextColumns.PadRight(messages.Translate(label), width)}{value}");
    }

    /// <summary>This program as a shell starts it: by the runtime where it has no executable of its own.</summary>
    public static string Program
    {
        get
        {
            var path = Environment.ProcessPath ?? "pan123dav";
            return Path.GetFileNameWithoutExtension(path).Equals("dotnet", StringComparison.OrdinalIgnoreCase)
                ? $"{Quoted(path)} {Quoted(Path.Combine(AppContext.BaseDirectory, "pan123dav.dll"))}" : Quoted(path);
        }
    }

    // Only an account has a count of its own at 123, and a share or the web interface no direct links that could be written down.
    private static string[] CommandsFor(MountType type) => type switch
    {
        MountType.OpenPlatform => ["doctor", "export", "usage --compare"],
        MountType.Share or MountType.Personal => ["doctor", "usage"],
        _ => ["check", "doctor", "export", "usage"],
    };

    /// <summary>A path as a shell takes it.</summary>
    public static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;
}
