// The bot in Azure: one web app, one storage account, one identity that is also the bot's, and the bot service with its Teams channel.
// No secret exists anywhere: the identity signs in to the Bot Connector, to Microsoft Graph and to the tables.
targetScope = 'resourceGroup'

@description('Begins the name of everything: lower-case letters and digits, unique in Azure.')
@minLength(3)
@maxLength(16)
param name string

@description('Where the web app and the tables are. The county\'s data stay in this region and its pair.')
param location string = resourceGroup().location

@description('What people see as the bot\'s name.')
@maxLength(42)
param displayName string = 'Schools Together'

@description('The host name the bot answers at. Empty: the web app\'s own.')
param hostName string = ''

@description('The size of the web app. It must be a plan that can be always on.')
param planSku string = 'B1'

@description('F0 is free and enough: messages to Teams are not charged. S1 has an availability promise.')
@allowed([
  'F0'
  'S1'
])
param botSku string = 'F0'

@description('The table that holds everything: letters and digits, 3 to 63, beginning with a letter.')
@minLength(3)
@maxLength(63)
param tableName string = 'teamsbot'

// Newer web apps get a suffix to their name, so Azure is asked for it.
var host = empty(hostName) ? app.properties.defaultHostName : hostName

// Storage Table Data Contributor: reads and writes rows, and cannot change the account.
var tableDataContributor = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3')

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-identity'
  location: location
}

resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: '${name}tables'
  location: location
  kind: 'StorageV2'
  sku: {
    name: 'Standard_ZRS'
  }
  properties: {
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    defaultToOAuthAuthentication: true
  }
}

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2023-05-01' = {
  parent: storage
  name: 'default'
}

resource table 'Microsoft.Storage/storageAccounts/tableServices/tables@2023-05-01' = {
  parent: tableService
  name: tableName
}

resource tableAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(storage.id, identity.id, tableDataContributor)
  scope: storage
  properties: {
    roleDefinitionId: tableDataContributor
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource plan 'Microsoft.Web/serverfarms@2023-12-01' = {
  name: '${name}-plan'
  location: location
  kind: 'linux'
  sku: {
    name: planSku
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2023-12-01' = {
  name: name
  location: location
  kind: 'app,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    siteConfig: {
      linuxFxVersion: 'DOTNETCORE|10.0'
      alwaysOn: true
      http20Enabled: true
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      healthCheckPath: '/health/ready'
    }
  }
}

// Publishing needs no password: the deployment signs in with Entra.
resource ftpPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2023-12-01' = {
  parent: app
  name: 'ftp'
  properties: {
    allow: false
  }
}

resource scmPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2023-12-01' = {
  parent: app
  name: 'scm'
  properties: {
    allow: false
  }
}

// Beside the app, not within it: changing a setting then replaces no other part of the app.
resource settings 'Microsoft.Web/sites/config@2023-12-01' = {
  parent: app
  name: 'appsettings'
  properties: {
    ASPNETCORE_ENVIRONMENT: 'Production'
    Bot__AppId: identity.properties.clientId
    Bot__TenantId: tenant().tenantId
    Bot__ManagedIdentityClientId: identity.properties.clientId
    Store__TableEndpoint: storage.properties.primaryEndpoints.table
    Store__Table: table.name
  }
  dependsOn: [
    tableAccess
  ]
}

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: '${name}-bot'
  location: 'global'
  kind: 'azurebot'
  sku: {
    name: botSku
  }
  properties: {
    displayName: displayName
    endpoint: 'https://${host}/api/messages'
    msaAppType: 'UserAssignedMSI'
    msaAppId: identity.properties.clientId
    msaAppTenantId: tenant().tenantId
    msaAppMSIResourceId: identity.id
    schemaTransformationVersion: '1.3'
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'MsTeamsChannel'
  location: 'global'
  properties: {
    channelName: 'MsTeamsChannel'
    properties: {
      isEnabled: true
    }
  }
}

@description('For the Teams package: -p:AppId')
output appId string = identity.properties.clientId

@description('For the Teams package: -p:HostName')
output hostName string = host

@description('Whom Microsoft Graph\'s permissions are granted to.')
output principalId string = identity.properties.principalId

output webAppName string = app.name
output tableEndpoint string = storage.properties.primaryEndpoints.table
