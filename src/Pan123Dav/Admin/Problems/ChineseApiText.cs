using System.Globalization;
using Pan123Dav.Console;
using Pan123Dav.Data;

namespace Pan123Dav.Admin.Problems;

/// <summary>What the API says in Chinese.</summary>
internal sealed class ChineseApiText : ApiText
{
    public static ChineseApiText Instance { get; } = new();

    public override string Language => "zh-CN";

    public override string NotFound => "没有这个资源。";

    public override string Stale => "内容已被他人修改，因此没有写入。请重新载入，再把您的修改加到现在的内容上。";

    public override string TreeHasErrors => "文本有错误，因此没有写入。请改正后再保存。";

    public override string NotTextPlain => "请以 UTF-8 编码的 text/plain 发送文本。";

    public override string InEnvironment => "它来自环境变量、密钥文件或命令行，无法在这里修改。请到那里修改，或把它移到设置文件中。";

    public override string Encoded => "请直接发送内容，不要使用 Content-Encoding 压缩。";

    public override string TooManyChecks => "正在检查其他文本。请稍候再试。";

    public override string NoVersionKept => "无法在 DataDirectory 中保留修改前的文本，因此没有写入。请让网关的用户有权写入该文件夹。";

    public override string Unreadable => "暂时无法读取该文件。";

    public override string Sentence(string message, int status) => status switch
    {
        400 => "请求的格式有误。",
        401 => "请使用用户名和密码登录。",
        403 => "此请求不被允许：它来自其他网站的页面。",
        404 => NotFound,
        405 => "此地址不支持这种请求方法。",
        413 => "请求过大。",
        415 => "不支持这种内容类型。",
        429 => "请求过于频繁。请稍候再试。",
        503 => "暂时不可用，请稍候再试。",
        _ => "请求未能完成。",
    };

    public override string TooLarge(long bytes) => string.Create(CultureInfo.InvariantCulture, $"内容超过了上限 {FileSizeFormatter.Format(bytes)}。");

    public override string Describe(FileObstacle obstacle, string file) => obstacle switch
    {
        FileObstacle.Missing => $"{file} 不存在，或不是普通文件。请先创建它。",
        FileObstacle.ConfigMap => $"{file} 来自 Kubernetes 的 ConfigMap 或 Secret，改了也会被还原。请到那里修改。",
        FileObstacle.MountedFile => $"{file} 是单独挂载到容器中的，无法替换。请改为挂载它所在的文件夹。",
        FileObstacle.ReadOnlyFileSystem => $"{file} 所在的文件系统是只读挂载的。请去掉 :ro 重新挂载，或把文件放到 DataDirectory 中。",
        FileObstacle.ReadOnlyFile => $"{file} 是只读的。请赋予写权限：chmod u+w。",
        FileObstacle.NoRight => $"网关的用户 {WhoAmI} 无权写入 {file} 或它所在的文件夹。请赋予权限，例如在宿主机上用 chown。",
        FileObstacle.OtherOwner => $"{file} 属于其他用户，写入后会变成网关用户 {WhoAmI} 的文件。请用 chown 把它交给该用户。",
        FileObstacle.DiskFull => $"{file} 所在的磁盘已满，没有写入。请腾出空间后再保存。",
        _ => $"操作系统不允许替换 {file}，没有写入。",
    };

    private static string WhoAmI => OperatingSystem.IsWindows() ? Environment.UserName : UnixUser.Id.ToString(CultureInfo.InvariantCulture);
}
