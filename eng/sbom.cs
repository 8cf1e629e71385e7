#:property TargetFramework=net10.0
#:property RestorePackagesWithLockFile=false
#:property RestoreLockedMode=false
#:property PublishAot=false

// Writes the packages of a lock file as a CycloneDX 1.6 bill of materials: dotnet run eng/sbom.cs -- VERSION packages.lock.json

using System.Globalization;
using System.Text.Json;

if (args is not [var version, var lockFile])
{
    Console.Error.WriteLine("usage: dotnet run eng/sbom.cs -- VERSION packages.lock.json");
    return 2;
}

// Packages by name; a package stands under several target frameworks.
var packages = new SortedDictionary<string, (string Version, string Hash, List<string> Needs)>(StringComparer.OrdinalIgnoreCase);
var direct = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
using var locks = JsonDocument.Parse(File.ReadAllBytes(lockFile));
foreach (var package in locks.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(framework => framework.Value.EnumerateObject()))
{
    // Projects of the repository have no hash.
    if (!package.Value.TryGetProperty("contentHash", out var hash))
    {
        continue;
    }

    var needs = package.Value.TryGetProperty("dependencies", out var list)
        ? list.EnumerateObject().Select(need => need.Name).ToList() : [];
    packages[package.Name] = (package.Value.GetProperty("resolved").GetString()!, hash.GetString()!, needs);
    if (package.Value.GetProperty("type").GetString() == "Direct")
    {
        direct.Add(package.Name);
    }
}

var time = Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH");
var seconds = long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var epoch) ? epoch : 0;
var program = $"pkg:generic/pan123dav@{version}";
using (var json = new Utf8JsonWriter(Console.OpenStandardOutput(), new JsonWriterOptions { Indented = true, NewLine = "\n" }))
{
    json.WriteStartObject();
    json.WriteString("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
    json.WriteString("bomFormat", "CycloneDX");
    json.WriteString("specVersion", "1.6");
    json.WriteNumber("version", 1);
    json.WriteStartObject("metadata");
    json.WriteString("timestamp", DateTimeOffset.FromUnixTimeSeconds(seconds));
    json.WriteStartObject("component");
    json.WriteString("type", "application");
    json.WriteString("bom-ref", program);
    json.WriteString("name", "pan123dav");
    json.WriteString("version", version);
    json.WriteEndObject();
    json.WriteEndObject();
    json.WriteStartArray("components");
    foreach (var (name, package) in packages)
    {
        json.WriteStartObject();
        json.WriteString("type", "library");
        json.WriteString("bom-ref", Refer(name));
        json.WriteString("name", name);
        json.WriteString("version", package.Version);
        json.WriteString("purl", Refer(name));
        json.WriteStartArray("hashes");
        json.WriteStartObject();
        json.WriteString("alg", "SHA-512");
        json.WriteString("content", Convert.ToHexStringLower(Convert.FromBase64String(package.Hash)));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    json.WriteEndArray();
    json.WriteStartArray("dependencies");
    WriteNeeds(json, program, direct);
    foreach (var (name, package) in packages)
    {
        WriteNeeds(json, Refer(name), package.Needs);
    }

    json.WriteEndArray();
    json.WriteEndObject();
}

Console.Out.WriteLine();
return 0;

string Refer(string name) => $"pkg:nuget/{name}@{packages[name].Version}";

void WriteNeeds(Utf8JsonWriter json, string reference, IEnumerable<string> needs)
{
    json.WriteStartObject();
    json.WriteString("ref", reference);
    json.WriteStartArray("dependsOn");
    foreach (var need in needs.Where(packages.ContainsKey).Select(Refer).Distinct().Order(StringComparer.Ordinal))
    {
        json.WriteStringValue(need);
    }

    json.WriteEndArray();
    json.WriteEndObject();
}
