using System.Collections.Frozen;

namespace Pan123Dav.Page;

/// <summary>The pages in Chinese.</summary>
internal static class ChineseText
{
    private static readonly FrozenDictionary<string, string> Sentences = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["There is no such resource."] = "这里没有这个文件或文件夹。",
        ["This drive is read-only."] = "这个网盘是只读的。",
        ["A page of another site may link to this file, but not embed it."] = "其他网站的页面可以链接到此文件，但不能嵌入它。",
        ["You ask too often. Wait, and go on more slowly."] = "请求过于频繁。请稍候，放慢一些再继续。",
        ["There were too many attempts to sign in from your address. Wait, and try again."] = "从您的地址尝试登录的次数过多。请稍候再试。",
        ["You wait for too many files at the same time: let one come first."] = "同时等待的文件过多：请先等其中一个完成。",
        ["This user's budget of links for today is spent; it starts anew at midnight UTC."] = "此用户今天的直链次数额度已用完；UTC 零点（北京时间 8:00）重新开始。",
        ["This user's budget of bytes for today is spent; it starts anew at midnight UTC."] = "此用户今天的流量额度已用完；UTC 零点（北京时间 8:00）重新开始。",
        ["The whole gateway's budget of links for today is spent; it starts anew at midnight UTC."] = "整个网关今天的直链次数额度已用完；UTC 零点（北京时间 8:00）重新开始。",
        ["The whole gateway's budget of bytes for today is spent; it starts anew at midnight UTC."] = "整个网关今天的流量额度已用完；UTC 零点（北京时间 8:00）重新开始。",
        ["The storage behind this resource refuses it."] = "存储方拒绝提供此内容。",
        ["The storage behind this resource is busy. Try again later."] = "存储方要求稍候再试。",
        ["The storage behind this resource does not answer."] = "存储方没有响应。",
        ["The storage behind this resource gave an answer that cannot be understood."] = "存储方的响应无法理解。",
        ["The traffic that the owner has at the storage behind this resource is used up: it can be listed, but not read until the owner has more."] =
            "网盘主人在存储方的流量已用完：可以浏览，但在补充流量之前无法读取。",
        ["The storage behind this resource wants its owner to sign in; the gateway's log says more."] = "存储方要求网盘主人重新登录；详情见网关日志。",
        ["The gateway failed at this; its log says more."] = "网关处理失败；详情见其日志。",
        ["The content of this resource is gone."] = "此文件的内容已不存在。",
        ["The content of this resource could not be fetched in time."] = "未能及时取得此文件的内容。",
        ["The content of this resource could not be fetched."] = "无法取得此文件的内容。",
        ["Only texts can be shown here: download the file, or open it with a player."] = "这里只能显示文本：请下载该文件，或用播放器打开。",
        ["This text is larger than 4 MiB: download it instead."] = "此文本超过 4 MiB：请改为下载。",
        ["The user name or the password is wrong."] = "用户名或密码错误。",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static readonly HtmlText Instance = new()
    {
        Language = "zh-CN",
        Home = "首页",
        Name = "名称",
        Size = "大小",
        Modified = "修改时间 (UTC)",
        Path = "路径",
        Empty = "此文件夹为空。",
        Search = "搜索",
        SearchHint = "输入即筛选；回车搜索子文件夹",
        Found = "“{0}”的搜索结果",
        NothingFound = "此文件夹之下没有名称含“{0}”的内容。",
        MoreFound = "未能全部显示：请输入更长的文字，或到更下层的文件夹中搜索。",
        BackToFolder = "返回文件夹",
        Actions = "更多",
        SignOut = "退出 {0}",
        Administration = "管理",
        NeedsScript = "管理页面需要 JavaScript，而它在此处已被停用。浏览网盘不需要它。",
        SignIn = "登录",
        UserName = "用户名",
        Password = "密码",
        WrongPassword = "用户名或密码错误。",
        Throttled = "从您的地址尝试登录的次数过多，本次未作检查。请等待 {0} 分钟后再试。",
        ForeignSignIn = "此登录请求来自其他网站的页面，未作检查。请在这里登录。",
        MalformedForm = "无法读取表单。请在这里重新填写。",
        BackToDrive = "前往网盘",
        NotForUser = "这里没有内容，或者 {0} 无权查看。",
        TryLater = "请在 {0} 秒后再试。",
        Status = static status => status switch
        {
            400 or 413 or 431 => "无法识别此地址",
            401 => "请先登录",
            403 => "不允许",
            404 => "未找到",
            405 => "这个网盘是只读的",
            412 => "文件已更改",
            415 => "不是文本",
            416 => "文件没有这么长",
            429 => "暂时超出限制",
            503 => "暂时不可用",
            >= 500 => "操作失败",
            _ => "操作未成功",
        },
        Sentence = static (message, status) => Sentences.GetValueOrDefault(message) ?? GetSentence(status),
    };

    // For what has no sentence of its own: details are in the English answer that programs get.
    private static string GetSentence(int status) => status switch
    {
        400 => "请求的格式有误。",
        401 => "请使用用户名和密码登录。",
        403 => "此请求不被允许。",
        404 => "这里没有这个文件或文件夹。",
        413 => "请求过大。",
        429 => "请稍候再试。",
        503 => "暂时不可用，请稍候再试。",
        _ => "请求未能完成。",
    };
}
