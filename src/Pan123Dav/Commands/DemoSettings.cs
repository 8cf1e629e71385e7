using System.Text.Json;

namespace Pan123Dav.Commands;

/// <summary>Writes the demo's configuration as a settings file, so that other commands can be tried on it with <c>--config</c>.</summary>
internal static class DemoSettings
{
    /// <param name="path">The file, in a folder of this user's alone.</param>
    /// <param name="address">Where the gateway listens.</param>
    /// <param name="data">The gateway's folder.</param>
    /// <param name="storage">What is mounted.</param>
    /// <param name="origin">Where the stand-in listens.</param>
    public static void Write(string path, string address, string data, DemoStorage storage, Uri origin)
    {
        using var file = File.Create(path);
        using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("Urls", address);
        json.WriteStartObject("Pan123Dav");
        json.WriteString("DataDirectory", data);
        json.WriteStartArray("Mounts");
        json.WriteStartObject();
        foreach (var (key, value) in storage.Mount(origin))
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("Users");
        json.WriteStartObject();
        json.WriteString("Name", DemoCommand.User);
        json.WriteString("Password", DemoCommand.Password);
        json.WriteBoolean("Admin", true);
        json.WriteEndObject();
        json.WriteEndArray();
        if (storage.HasRemoteAuth)
        {
            json.WriteStartObject("RemoteAuthentication");
            foreach (var (key, value) in storage.RemoteAuthentication)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
