using Pan123Dav.Data;

namespace Pan123Dav.Admin.Problems;

/// <summary>Files that cannot be replaced, as the API tells of them.</summary>
internal static class Obstacles
{
    /// <summary>409 with the reason.</summary>
    public static ApiProblem ToProblem(FileObstacle obstacle, string file) =>
        new(StatusCodes.Status409Conflict, GetCode(obstacle), text => text.Describe(obstacle, file));

    private static string GetCode(FileObstacle obstacle) => obstacle switch
    {
        FileObstacle.Missing => "missing",
        FileObstacle.ConfigMap => "config-map",
        FileObstacle.MountedFile => "mounted-file",
        FileObstacle.ReadOnlyFileSystem => "read-only-file-system",
        FileObstacle.ReadOnlyFile => "read-only-file",
        FileObstacle.NoRight => "no-right",
        FileObstacle.OtherOwner => "other-owner",
        FileObstacle.DiskFull => "disk-full",
        _ => "refused",
    };
}
