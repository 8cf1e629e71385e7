using System.CommandLine;
using Pan123Dav.Commands;
using Pan123Dav.Configuration;
using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Tests.Commands;

public sealed class DiagnosticPrinterTests
{
    [Fact]
    public void Print_Plain_HasTheFormOfTheContract()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var printer = DiagnosticPrinter.For(new InvocationConfiguration { Error = writer });

        printer.Error(new ConfigurationError("Pan123Dav:Mounts:0:Uid", "is missing"));
        printer.Error(new ConfigurationFileError("/srv/appsettings.json", 3, 7, "is not valid JSON"));
        printer.Warning("tree.txt:1:2", "indent-jump", "a\nb");
        printer.Print("tree.txt", new TreeDiagnostic(4, 5, TreeSeverity.Error, "no-url", "c"));
        printer.Print("Pan123Dav:Mounts", new TreeDiagnostic(0, 0, TreeSeverity.Warning, "unsigned", "d"));

        Assert.Equal(
            "Pan123Dav:Mounts:0:Uid: error configuration: is missing\n/srv/appsettings.json:3:7: error json: "
                + "is not valid JSON\ntree.txt:1:2: warning indent-jump: a\\u000ab\n"
            + "tree.txt:4:5: error no-url: c\nPan123Dav:Mounts: warning unsigned: d\n",
            writer.ToString());
    }

    [Fact]
    public void Print_Coloured_ColoursTheSeverityAlone()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var printer = new DiagnosticPrinter(new InvocationConfiguration { Error = writer }, coloured: true);

        printer.Error("a", "b", "c");
        printer.Warning("a", "b", "c");

        Assert.Equal("a: \e[1;31merror\e[0m b: c\na: \e[1;33mwarning\e[0m b: c\n", writer.ToString());
    }
}
