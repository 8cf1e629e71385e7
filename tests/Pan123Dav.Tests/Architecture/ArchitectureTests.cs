using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Architecture;

/// <summary>Which folder may use which, as docs/architecture.md says: one table for the three projects, held by what the compiled types refer to.</summary>
public sealed class ArchitectureTests
{
    // Rows from the top down: a folder may use what stands below its row, and beside it only what is named.
    private const string Row0 = "Configuration Console Data Http Logging Network";
    private const string Row1 = "Access Authentication Budgets Metadata " + Row0;
    private const string Row2 = "Links " + Row1;
    private const string Row3 = "Delivery " + Row2;
    private const string Row4 = "Admin Media Page WebDav " + Row3;

    private static readonly FolderRules Gateway = new("Pan123Dav", new Dictionary<string, string>
    {
        [FolderRules.Root] = "Commands",
        ["Commands"] = "Gateway Shared " + Row4,
        ["Gateway"] = "Shared " + Row4,
        ["Admin"] = Row3,
        ["Media"] = Row3,
        ["Page"] = Row3,
        ["WebDav"] = Row3,
        ["Delivery"] = Row2,
        ["Shared"] = Row2,
        ["Links"] = Row1,
        ["Authentication"] = "Access " + Row0,
        ["Access"] = Row0,
        ["Budgets"] = Row0,
        ["Metadata"] = Row0,
        ["Network"] = "Configuration Logging",
        ["Logging"] = "Configuration Http",
        ["Data"] = "",
        ["Configuration"] = "",
        ["Console"] = "",
        ["Http"] = "",
    });

    private static readonly FolderRules Storage = new("Pan123Dav.Storage", new Dictionary<string, string>
    {
        ["Mounts"] = "OpenPlatform Personal Share UrlTree WebApi WebDav Remote Entries Urls Signing " + FolderRules.Root,
        ["Share"] = "WebApi Remote Entries Urls Signing " + FolderRules.Root,
        ["Personal"] = "WebApi Remote Entries Urls Signing " + FolderRules.Root,
        ["WebDav"] = "Remote Connections Entries Urls Signing " + FolderRules.Root,
        ["OpenPlatform"] = "Remote Entries Urls Signing " + FolderRules.Root,
        ["WebApi"] = "Remote Entries Urls Signing " + FolderRules.Root,
        ["UrlTree"] = "Entries Urls Signing " + FolderRules.Root,
        ["Remote"] = "Connections Entries Urls Signing " + FolderRules.Root,
        ["Views"] = "Entries " + FolderRules.Root,
        ["Entries"] = "Urls " + FolderRules.Root,
        ["Signing"] = "Urls " + FolderRules.Root,
        ["Urls"] = FolderRules.Root,
        ["Connections"] = "",
        [FolderRules.Root] = "",
    });

    private static readonly FolderRules Emulator = new("Pan123Dav.Emulator", new Dictionary<string, string>
    {
        ["Hosting"] = "Chain WebDav Api Serving Faults Account Links " + FolderRules.Root,
        ["Chain"] = "WebDav Api Serving Account Links " + FolderRules.Root,
        ["WebDav"] = "Api Serving Account Links " + FolderRules.Root,
        ["Api"] = "Serving Account Links " + FolderRules.Root,
        ["Serving"] = "Faults Links " + FolderRules.Root,
        ["Demo"] = "Account " + FolderRules.Root,
        ["Account"] = FolderRules.Root,
        ["Faults"] = "",
        ["Links"] = "",
        [FolderRules.Root] = "",
    });

    public static TheoryData<string> Projects => [Gateway.Project, Storage.Project, Emulator.Project];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Types_ReferToWhatTheirFolderMayUse(string project)
    {
        var rules = GetRules(project);

        Assert.Empty(rules.FindViolations(AssemblyReferences.Read(GetAssembly(project), project)));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_AllStandInTheTable_AndNoOthers(string project)
    {
        var folders = AssemblyReferences.ReadFolders(GetAssembly(project), project);

        Assert.Empty(GetRules(project).FindUnknown(folders));
        Assert.Empty(GetRules(project).FindUnused(folders));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Table_LeadsBackToNoFolder(string project) => Assert.Empty(GetRules(project).FindCycles());

    [Fact]
    public void Violation_OfARule_IsFound()
    {
        var rules = new FolderRules("P", new Dictionary<string, string> { ["A"] = "B", ["B"] = "", ["C"] = "A" });
        FolderReference[] references = [new("A", "B", ""), new("B.Inner", "A", "x uses y"), new("A.Inner", "A", ""), new("New", "A", "")];

        Assert.Equal("P: B may not use A (x uses y)", Assert.Single(rules.FindViolations(references)));
        Assert.Equal("New", Assert.Single(rules.FindUnknown(["A", "B.Inner", "New"])));
        Assert.Equal("C", Assert.Single(rules.FindUnused(["A", "B"])));
        Assert.Equal(["A", "B"], new FolderRules("P", new Dictionary<string, string> { ["A"] = "B", ["B"] = "A" }).FindCycles());
    }

    [Theory]
    [InlineData("WebDav", "Serilog|Yarp")]
    [InlineData("Delivery", "Serilog")]
    [InlineData("Authentication", "Serilog|Yarp")]
    public void Folder_Usings_NameNoForeignLibrary(string folder, string forbidden)
    {
        foreach (var file in Sources(folder))
        {
            Assert.DoesNotMatch($"(?m)^using ({forbidden})", File.ReadAllText(file));
        }
    }

    [Fact]
    public void WebDav_Code_NamesNothingOf123()
    {
        foreach (var file in Sources("WebDav"))
        {
            var code = File.ReadAllText(file).Replace("Pan123Dav", "", StringComparison.Ordinal).Replace("urn:pan123dav", "", StringComparison.Ordinal);

            Assert.DoesNotMatch(@"[A-Za-z_]123|123[A-Za-z_]", code);
        }
    }

    [Fact]
    public void Storage_Project_ReferencesNoAspNetCore()
    {
        var references = typeof(Pan123Dav.Storage.IStorage).Assembly.GetReferencedAssemblies().Select(name => name.Name!);

        Assert.DoesNotContain(references, name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
    }

    private static FolderRules GetRules(string project) => new[] { Gateway, Storage, Emulator }.Single(rules => rules.Project == project);

    private static string GetAssembly(string project) =>
        Path.Combine(AppContext.BaseDirectory, project == Gateway.Project ? "pan123dav.dll" : $"{project}.dll");

    private static string[] Sources(string folder)
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "src", "Pan123Dav", folder), "*.cs", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        return files;
    }
}
