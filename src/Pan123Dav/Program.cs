using Pan123Dav.Commands;

return await GatewayCommands.RunAsync(GatewayCommands.Create(ServeRun.RunAsync), args);
