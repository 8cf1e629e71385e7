using System.Globalization;

namespace Pan123Dav.Emulator.Account;

/// <summary>Members of a folder that exist only while they are listed.</summary>
internal static class SyntheticItems
{
    /// <summary>The number of the first; real items have lower ones.</summary>
    public const long FirstId = 1_000_000_000_000;

    private static readonly EmulatorContent One = EmulatorContent.Text("1");

    /// <summary>Fills <paramref name="page"/> up to <paramref name="count"/> members with those whose numbers are above <paramref name="after"/>.</summary>
    public static void AddTo(List<EmulatorItem> page, EmulatorItem folder, long after, int count)
    {
        for (var index = Math.Max(0, after - FirstId + 1); index < folder.MadeUpMembers && page.Count < count; index++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"made up {index:d9}.bin");
            page.Add(new EmulatorItem(FirstId + index, folder.Id, name, folder.Modified) { Content = One });
        }
    }
}
