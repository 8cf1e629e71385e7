namespace Pan123Dav.Commands;

/// <summary>What <c>demo</c> prints: where it is, and lines to paste.</summary>
internal static class DemoText
{
    public static void Print(TextWriter output, Uri gateway, Uri origin, DemoStorage storage)
    {
        var host = gateway.Authority;
        var drive = $"http://{host}/dav/";
        var song = string.Join('/', storage.SongPath.Split('/').Select(Uri.EscapeDataString));
        var (user, password) = (DemoCommand.User, DemoCommand.Password);
        output.WriteLine($"""

            Pan123Dav demo. Ctrl+C stops it.

              Address   {drive}
              User      {user}
              Password  {password}

            {storage.Describe(origin)}

              Browser   http://{user}:{password}@{host}/dav/
              curl      curl -L -u {user}:{password} {drive}{song} -o song.wav
              rclone    rclone ls :webdav: --webdav-url {drive} --webdav-user {user} --webdav-pass "$(rclone obscure {password})"
              VLC       vlc http://{user}:{password}@{host}/dav/{song}
              Explorer  net use Z: {drive.TrimEnd('/')} /user:{user} {password}
                        (over plain http only with BasicAuthLevel 2 in the registry of Windows)

            """);
        output.Flush();
    }
}
