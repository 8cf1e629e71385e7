using Pan123Dav.Console;

namespace Pan123Dav.Page;

/// <summary>The pages in Chinese.</summary>
internal static class ChineseText
{
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
        Sentence = static (message, status) => MessageCatalog.For(TextLanguage.Chinese).Find(message) ?? GetSentence(status),
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
