using TeamsBot.Bot.Commands;

return await BotCommand.Root().Parse(args).InvokeAsync();
