using Pan123Dav.Commands;
using Pan123Dav.Console;

ConsoleEncoding.UseUtf8();
return await GatewayCommands.RunAsync(GatewayCommands.Create(ServeRun.RunAsync), args);
